import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";

export interface CellRolesArgs {
  readonly cell: CellName;
  readonly context: Context;
}

/**
 * What ECS itself needs in a cell: a role that starts tasks (pulls the image, reads the environment's secrets, writes
 * the first logs) and one that swings listener rules during a deployment. What the application may do is a third role,
 * of the service's own.
 */
export class CellRoles extends pulumi.ComponentResource {
  public readonly executionRoleArn: pulumi.Output<string>;
  public readonly infrastructureRoleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    { cell, context }: CellRolesArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:CellRoles", name, {}, opts);
    const child = { parent: this };
    const { aws, identity, region } = context;
    const role = (purpose: string, description: string, service: string): iam.Role =>
      new iam.Role(
        `${name}-${purpose}`,
        {
          name: physicalName("role", identity.product, identity.stack, cell, purpose),
          description,
          assumeRolePolicy: serviceTrust(
            service,
            aws.accountId,
            `arn:aws:ecs:${region}:${aws.accountId}:*`,
          ),
          permissionsBoundary: context.permissionsBoundaryArn,
          tags: identity.tags,
        },
        child,
      );

    const execution = role(
      "execution",
      "Starts tasks: image, secrets, logs",
      "ecs-tasks.amazonaws.com",
    );
    const mayStartTasks = new iam.RolePolicy(
      `${name}-execution-policy`,
      { name: "start-tasks", role: execution.name, policy: executionPolicy(cell, context) },
      child,
    );

    const infrastructure = role(
      "infrastructure",
      "Moves traffic between target groups during a deployment",
      "ecs.amazonaws.com",
    );
    const mayMoveTraffic = new iam.RolePolicyAttachment(
      `${name}-infrastructure-policy`,
      {
        role: infrastructure.name,
        policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
      },
      child,
    );

    // Who gets a role's ARN gets it with its rights: a service that starts earlier fails its first deployment.
    this.executionRoleArn = availableAfter(execution.arn, mayStartTasks);
    this.infrastructureRoleArn = availableAfter(infrastructure.arn, mayMoveTraffic);
    this.registerOutputs({
      executionRoleArn: this.executionRoleArn,
      infrastructureRoleArn: this.infrastructureRoleArn,
    });
  }
}

function executionPolicy(
  cell: CellName,
  { aws, encryptionKeyArn, identity, region }: Context,
): pulumi.Output<string> {
  const { accountId } = aws;
  const { product, stack } = identity;
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogInToRegistries",
        Effect: "Allow",
        Action: "ecr:GetAuthorizationToken",
        // The token is the account's; ECR knows no narrower resource.
        Resource: "*",
      },
      {
        Sid: "PullImages",
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
        // The registry is the shared account's; its repositories' policies name who may pull.
        Resource: `arn:aws:ecr:*:*:repository/${product}-*`,
      },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${region}:${accountId}:log-group:/ecs/${product}-${stack}-${cell}-*`,
      },
      {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: `arn:aws:secretsmanager:${region}:${accountId}:secret:${product}-${stack}-*`,
      },
      {
        Sid: "DecryptSecrets",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: encryptionKeyArn,
        Condition: {
          StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
        },
      },
    ],
  });
}
