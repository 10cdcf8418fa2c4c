import type { StackSpec } from "../blueprint/stack";
import { tiers } from "../blueprint/tiers";
import { checkCodeOwners } from "./check-code-owners";
import { checkEnvironment } from "./check-environment";
import { checkLogin } from "./check-login";
import { checkNeighbours } from "./check-neighbours";
import { checkRequiredChecks } from "./check-required-checks";
import { checkVariables } from "./check-variables";
import { checkWorkloadFiles } from "./check-workload-files";
import { checkWorkloads } from "./check-workloads";
import { parseSettings } from "./parse-settings";
import { inOrder, SettingsError, type Checked } from "./problem";
import { readProject, type Project } from "./project";
import { checkReleases, overlaid, readReleases } from "./release";
import { resolveEnvironment } from "./resolve-environment";
import { resolveShared } from "./resolve-shared";
import { readStackConfig, type StackConfig } from "./stack-file";
import {
  parseStackName,
  previewHost,
  requiredStacks,
  stackFileName,
  type StackIdentity,
} from "./stack-name";
import { workerBuilds } from "./worker-build";

export interface SettingsSource {
  /** The project's folder. */
  readonly root: string;
  readonly stack: string;
  /** Configuration by full key, as the engine gives it: `allConfig()` of "@pulumi/pulumi/runtime/config". */
  readonly config: Readonly<Record<string, string>>;
  /** Whether what is read is deployed, or only shown. Default: only shown. */
  readonly deploys?: boolean;
}

/**
 * What a stack declares, from its settings, the workloads' manifests and its releases.
 *
 * @throws SettingsError with every problem of every file.
 */
export function loadSpec(source: SettingsSource): StackSpec {
  const parsed = parseSpec(source);
  if ("problems" in parsed) throw new SettingsError(source.stack, parsed.problems);
  return parsed.value;
}

/** As `loadSpec`, with the problems as data. */
export function parseSpec({
  root,
  stack,
  config,
  deploys = false,
}: SettingsSource): Checked<StackSpec> {
  const identity = parseStackName(stack);
  if ("problems" in identity) return identity;
  const project = readProject(root);
  const engine = { ...sourcesOf(root, stack), values: config };
  return identity.value.kind === "shared"
    ? parseShared(stack, engine, project)
    : parseEnvironment(stack, identity.value, engine, project, deploys);
}

function parseShared(stack: string, config: StackConfig, project: Project): Checked<StackSpec> {
  const { root, workloads, neighbours } = project;
  const checked = parseSettings(stack, "shared", config);
  const settings =
    "value" in checked && checked.value.kind === "shared" ? checked.value.values : undefined;
  const problems = [
    ...("problems" in checked ? checked.problems : []),
    ...(settings === undefined
      ? []
      : [
          ...checkCodeOwners(root, config.file, settings),
          ...checkRequiredChecks(root, config.file, settings),
        ]),
    ...checkNeighbours(neighbours, requiredStacks(neighbours.map(({ stack: other }) => other)), [
      "aws.accountId",
    ]),
    ...workloads.problems,
    ...checkWorkloadFiles(root, workloads.sound),
  ];
  if (settings === undefined || problems.length > 0) return { problems: inOrder(problems) };
  return { value: resolveShared(settings, workloads.sound, neighbours) };
}

function parseEnvironment(
  stack: string,
  { kind, tier }: Exclude<StackIdentity, { kind: "shared" }>,
  config: StackConfig,
  { root, workloads, neighbours }: Project,
  deploys: boolean,
): Checked<StackSpec> {
  const checked = parseSettings(stack, kind, config);
  const settings =
    "value" in checked && checked.value.kind !== "shared" ? checked.value : undefined;
  const releases = overlaid(
    readReleases(root, stack, kind === "ephemeral" ? previewHost : undefined),
    settings?.values.releases,
  );
  const { builds, problems: unbuilt } = workerBuilds(
    root,
    { stack, tier, deploys },
    releases,
    workloads,
  );
  const problems = [
    ...("problems" in checked ? checked.problems : []),
    ...(settings === undefined
      ? []
      : [
          ...checkEnvironment(stack, config.file, tiers[tier], settings, neighbours),
          ...checkLogin(config, tiers[tier], settings, workloads.sound),
        ]),
    ...checkNeighbours(neighbours, ["shared"], ["aws.accountId", "aws.region"]),
    ...workloads.problems,
    ...checkWorkloadFiles(root, workloads.sound),
    ...checkWorkloads(tier, workloads.sound, settings, stack, neighbours),
    ...checkVariables(workloads.sound),
    ...releases.problems,
    ...checkReleases(releases, workloads),
    ...unbuilt,
  ];
  if (settings === undefined || problems.length > 0) return { problems: inOrder(problems) };
  return {
    value: resolveEnvironment({
      stack,
      tier,
      settings,
      workloads: workloads.sound,
      releases: releases.sound,
      builds,
      registry: neighbours.find((other) => other.stack === "shared"),
    }),
  };
}

/** Which keys are secret, and which are the stack's own. The SDK knows the former but keeps it to itself. */
function sourcesOf(root: string, stack: string): Omit<StackConfig, "values"> {
  const config = readStackConfig(root, stack);
  const fromEngine: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
  const secretKeys = Array.isArray(fromEngine) ? fromEngine.map(String) : [];
  return "problems" in config
    ? { file: stackFileName(stack), secretKeys, ownKeys: [] }
    : { ...config.value, secretKeys: [...secretKeys, ...config.value.secretKeys] };
}
