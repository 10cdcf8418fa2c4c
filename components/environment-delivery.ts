import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../blueprint/environment";
import type { Context } from "./base/context";
import { DeployIdentity } from "./delivery/deploy-identity";
import { DeploymentGate } from "./delivery/deployment-gate";
import { Budget } from "./observe/budget";

/** How an environment is deployed: its roles, and the GitHub environment whose jobs change it. */
export interface Delivery {
  readonly identity: DeployIdentity;
  /** Known once the GitHub environment exists, so that secrets come after it. */
  readonly githubEnvironment: pulumi.Input<string>;
}

/** Who may deploy or preview an environment, through which gates, and what it may cost. */
export function declareDelivery(
  name: string,
  spec: EnvironmentSpec,
  context: Context,
  parent: pulumi.Resource,
): Delivery {
  const { identity, aws, github, deployIdentity } = spec;
  const child = { parent };
  const deploy = new DeployIdentity(
    `${name}-deploy`,
    {
      spec: deployIdentity,
      github,
      identity,
      accountId: aws.accountId,
      permissionsBoundaryArn: context.permissionsBoundaryArn,
      protectData: spec.protectData,
      tags: identity.tags,
    },
    child,
  );
  const githubEnvironment = declareGates(name, spec, deploy, child);
  const ownAccount = deployIdentity.accountStack === identity.stack;
  new Budget(
    `${name}-budget`,
    {
      product: identity.product,
      monthlyUsd: spec.monthlyBudgetUsd,
      // A whole account is counted as it is; a tag counts nothing until the payer has activated it.
      ...(!ownAccount && { environment: identity.stack }),
      emails: spec.alerts.emails,
      topicArn: context.alerts.warningTopicArn,
      accountId: aws.accountId,
      tags: identity.tags,
    },
    child,
  );
  return { identity: deploy, githubEnvironment };
}

/**
 * Tells the jobs that deploy an environment where the connection for migrations is. The string itself stays in Secrets
 * Manager, which their role may read: what stands in one place only is rotated in one place.
 */
export function declareMigrationVariable(
  name: string,
  { gates, github }: EnvironmentSpec,
  { githubEnvironment }: Delivery,
  migrationSecretArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): void {
  if (!gates.some(({ purpose }) => purpose === "deploy")) return;
  new ActionsEnvironmentVariable(
    `${name}-migration-secret`,
    {
      repository: github.repository,
      environment: githubEnvironment,
      variableName: "DATABASE_MIGRATION_SECRET_ARN",
      value: migrationSecretArn,
    },
    { parent },
  );
}

/** The GitHub environments; the name of the one that deploys, once it is there. */
function declareGates(
  name: string,
  spec: EnvironmentSpec,
  deploy: DeployIdentity,
  child: pulumi.ComponentResourceOptions,
): pulumi.Input<string> {
  const roles = {
    approve: deploy.approveRoleArn,
    deploy: deploy.roleArn,
    preview: deploy.previewRoleArn,
  };
  let githubEnvironment: pulumi.Input<string> = spec.deployIdentity.githubEnvironment;
  for (const gate of spec.gates) {
    const role = roles[gate.purpose];
    const { environment } = new DeploymentGate(
      `${name}-gate-${gate.name}`,
      {
        spec: gate,
        repository: spec.github.repository,
        variables: {
          AWS_REGION: spec.aws.region,
          ...(role !== undefined && { AWS_ROLE_ARN: role }),
          ...(gate.purpose !== "approve" && { PULUMI_BACKEND_URL: deploy.stateUrl }),
        },
        secrets: {},
      },
      child,
    );
    if (gate.purpose === "deploy") githubEnvironment = environment;
  }
  return githubEnvironment;
}
