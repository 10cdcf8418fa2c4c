import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";
import type { CellOutputs } from "../cell/outputs";
import type { BucketAccess } from "./container-bindings";
import { containerDefinitions } from "./container-definition";

export interface ContainerTaskArgs {
  readonly spec: ContainerServiceSpec;
  readonly cell: CellOutputs;
  readonly context: Context;
  /** ARN of the secret behind each variable. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** The buckets that the task uses, by the store's name. */
  readonly buckets: Readonly<Record<string, BucketAccess>>;
  /** By which the task tells who logged in. */
  readonly loginVariables: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What one copy of the service is: its image, its rights and where it logs. */
export function declareTask(
  name: string,
  { spec, cell, context, secrets, buckets, loginVariables }: ContainerTaskArgs,
  child: pulumi.CustomResourceOptions,
): ecs.TaskDefinition {
  const { product, stack, tags } = context.identity;
  const logs = new cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: physicalName("logGroup", `/ecs/${product}`, stack, cell.name, spec.name),
      retentionInDays: context.logging.retentionDays,
      kmsKeyId: context.encryptionKeyArn,
      tags,
    },
    child,
  );

  const { role, granted } = declareRole(name, { spec, cell, context, buckets }, child);
  return new ecs.TaskDefinition(
    `${name}-task`,
    {
      family: physicalName("service", product, stack, cell.name, spec.name),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      // What GitHub's runners and most of the team's machines build.
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
      cpu: String(spec.cpu),
      memory: String(spec.memoryMib),
      executionRoleArn: cell.executionRoleArn,
      taskRoleArn: role.arn,
      containerDefinitions: containerDefinitions({
        spec,
        context,
        logGroupName: logs.name,
        secrets,
        buckets: Object.fromEntries(
          Object.entries(buckets).map(([store, { bucketName }]) => [store, bucketName]),
        ),
        loginVariables,
      }),
      // A rollback needs the revision it goes back to.
      skipDestroy: true,
      tags,
    },
    { ...child, dependsOn: [...granted] },
  );
}

/** What the task is, and the rights that it has to have before it runs. */
function declareRole(
  name: string,
  { spec, cell, context, buckets }: Omit<ContainerTaskArgs, "secrets" | "loginVariables">,
  child: pulumi.CustomResourceOptions,
): { readonly role: iam.Role; readonly granted: readonly pulumi.Resource[] } {
  const { product, stack, tags } = context.identity;
  const { region } = context;
  const { accountId } = context.aws;
  const role = new iam.Role(
    `${name}-task-role`,
    {
      name: physicalName("role", product, stack, cell.name, spec.name, "task"),
      description: "What the container itself may do",
      assumeRolePolicy: serviceTrust(
        "ecs-tasks.amazonaws.com",
        accountId,
        `arn:aws:ecs:${region}:${accountId}:*`,
      ),
      permissionsBoundary: context.permissionsBoundaryArn,
      tags,
    },
    child,
  );
  const statements = permissions(spec, context, Object.values(buckets));
  if (statements.length === 0) return { role, granted: [] };
  const policy = { Version: "2012-10-17", Statement: statements };
  const grant = new iam.RolePolicy(
    `${name}-task-policy`,
    { name: "task", role: role.name, policy: pulumi.jsonStringify(policy) },
    child,
  );
  return { role, granted: [grant] };
}

function permissions(
  spec: ContainerServiceSpec,
  context: Context,
  buckets: readonly BucketAccess[],
): object[] {
  const statements: object[] = [];
  if (buckets.length > 0) {
    statements.push(
      {
        Sid: "FindObjects",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: buckets.map(({ bucketArn }) => bucketArn),
      },
      {
        // Never `DeleteObjectVersion`: what the task deletes or overwrites stays as a former version.
        Sid: "UseObjects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: buckets.map(({ bucketArn }) => pulumi.interpolate`${bucketArn}/*`),
      },
      {
        Sid: "UseObjectKey",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: context.encryptionKeyArn,
        Condition: { StringEquals: { "kms:ViaService": `s3.${context.region}.amazonaws.com` } },
      },
    );
  }
  if (spec.allowExec) {
    statements.push({
      // Session Manager's channels have no ARN: these four actions accept no narrower resource.
      Sid: "ExecChannels",
      Effect: "Allow",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: "*",
    });
  }
  return statements;
}
