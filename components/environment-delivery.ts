import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../blueprint/environment";
import type { Context } from "./base/context";
import { DeployIdentity } from "./delivery/deploy-identity";
import { deployRoleArns } from "./delivery/deploy-roles";
import { DeploymentGate } from "./delivery/deployment-gate";
import { stateUrl } from "./delivery/state-permissions";
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
  const gates = declareGates(name, spec, child);
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
      gates,
    },
    child,
  );
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
  const deploying = gates[spec.gates.findIndex(({ purpose }) => purpose === "deploy")];
  return {
    identity: deploy,
    githubEnvironment: deploying?.environment ?? deployIdentity.githubEnvironment,
  };
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

/** The GitHub environments. They tell their jobs the roles by name, since a role stands only behind its gate. */
function declareGates(
  name: string,
  { gates, github, aws, identity }: EnvironmentSpec,
  child: pulumi.ComponentResourceOptions,
): readonly DeploymentGate[] {
  const roles = deployRoleArns(identity, aws.accountId);
  return gates.map(
    (gate) =>
      new DeploymentGate(
        `${name}-gate-${gate.name}`,
        {
          spec: gate,
          repository: github.repository,
          variables: {
            AWS_REGION: aws.region,
            AWS_ROLE_ARN: roles[gate.purpose],
            ...(gate.purpose !== "approve" && {
              PULUMI_BACKEND_URL: stateUrl(identity.product, aws.accountId),
            }),
          },
          secrets: {},
        },
        child,
      ),
  );
}
