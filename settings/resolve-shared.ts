import type { SharedSpec } from "../blueprint/shared";
import { databaseBackup } from "../blueprint/names";
import { compareText } from "./problem";
import type { Neighbour } from "./project";
import type { Workload } from "./read-workloads";
import { permanentStacks } from "./stack-name";
import type { SharedSettings } from "./stack/settings";

/** What exists once, from its own settings, the other stacks' and the manifests. */
export function resolveShared(
  settings: SharedSettings,
  workloads: readonly Workload[],
  neighbours: readonly Neighbour[],
): SharedSpec {
  const { product, costCenter, aws, alerts } = settings;
  const environments = permanentStacks.flatMap((stack) =>
    neighbours.filter((other) => other.stack === stack),
  );
  return {
    kind: "shared",
    product,
    tags: {
      environment: "shared",
      project: product,
      "managed-by": "pulumi",
      "cost-center": costCenter,
    },
    aws: { ...aws, recoveryRegion: aws.recoveryRegion },
    github: settings.github,
    images: [
      ...workloads.filter(({ manifest }) => manifest.target === "aws-ecs").map(({ name }) => name),
      databaseBackup,
    ],
    environmentAccounts: environments
      .map(({ tenancies }) => tenancies["aws.accountId"])
      .filter((accountId) => accountId !== undefined),
    teams: settings.teams,
    branches: settings.branchRules.map((rule) => ({
      ...rule,
      requiredChecks: [...new Set([...rule.requiredChecks, ...gateChecks(settings, workloads)])],
    })),
    // What is built goes to staging first.
    buildBranches: environments.find(({ stack }) => stack === "staging")?.branches ?? [],
    monthlyBudgetUsd: settings.budgetMonthlyUsd,
    alerts: { emails: alerts.emails },
  };
}

/** What the manifests' quality gates demand is what a merge takes (QUA-1). */
function gateChecks(
  { gateChecks: checks }: SharedSettings,
  workloads: readonly Workload[],
): readonly string[] {
  const demanded = workloads.flatMap(({ manifest }) => {
    const { sonarQube, securityScan } = manifest.deployment.qualityGates;
    return [
      ...(sonarQube ? [checks.sonarQube] : []),
      ...(securityScan ? [checks.securityScan] : []),
    ];
  });
  // What is not a workload is tested as well.
  const all = [checks.testCoverage, ...demanded];
  return [...new Set(all.filter((check) => check !== false))].sort(compareText);
}
