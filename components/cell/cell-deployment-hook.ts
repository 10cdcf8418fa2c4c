import * as iam from "@pulumi/aws/iam";
import type * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";
import { declareNetworkFunction } from "../network/network-function";
import { StoredSecret } from "../secrets/stored-secret";
import type { CallerAuthority } from "./caller-authority";
import type { CellNetwork } from "./cell-network";

export interface DeploymentHookArgs {
  readonly cell: CellName;
  readonly context: Context;
  readonly network: CellNetwork;
  /** Name of the load balancer that the tests go to. */
  readonly loadBalancerDnsName: pulumi.Input<string>;
  /** Issues the certificate that the load balancer lets it in by. */
  readonly authority: CallerAuthority;
  /** Days a deleted secret can be taken back, or 0. */
  readonly secretRecoveryDays: number;
}

/** The function's code, relative to the project. */
const code = "functions/verify-deployment";

/**
 * The tests a new revision passes before customers meet it: ECS calls the function after it moved test traffic, and
 * takes the deployment back on anything but success (REL-12). ECS calls it in every cell, also
 * where no task is to run: the function asks ECS, and lets a service without tasks pass. The load balancer lets it in by
 * a certificate of its own, which its role alone reads.
 */
export class DeploymentHook extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  /** Role by which ECS may call this function and nothing else. */
  public readonly callerRoleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DeploymentHookArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:DeploymentHook", name, {}, opts);

    const verify = this.declareFunction(name, args, this.declareCertificate(name, args));

    this.functionArn = verify.arn;
    this.callerRoleArn = this.declareCaller(name, args, verify);
    this.registerOutputs({ functionArn: this.functionArn, callerRoleArn: this.callerRoleArn });
  }

  /** The ARN of the secret that holds the certificate and its key, both in PEM. */
  private declareCertificate(
    name: string,
    { cell, context, authority, secretRecoveryDays }: DeploymentHookArgs,
  ): pulumi.Output<string> {
    const { product, stack } = context.identity;
    const { certificatePem, privateKeyPem } = authority.issue(
      name,
      `Deployment hook of ${cell}`,
      this,
    );
    return new StoredSecret(
      `${name}-certificate`,
      {
        secretName: physicalName("secret", product, stack, cell, "deployment-hook"),
        description: "What the deployment hook proves itself by to the load balancer",
        value: pulumi.jsonStringify({ cert: certificatePem, key: privateKeyPem }),
        recoveryDays: secretRecoveryDays,
        replicaRegion: undefined,
        context,
      },
      { parent: this },
    ).arn;
  }

  private declareFunction(
    name: string,
    args: DeploymentHookArgs,
    certificateArn: pulumi.Output<string>,
  ): lambda.Function {
    const { cell, context, network } = args;
    return declareNetworkFunction(
      name,
      {
        context,
        network,
        nameParts: [cell, "verify-deployment"],
        description: "Tests a new revision before it takes customers",
        roleDescription: "Tests a new revision through the load balancer",
        securityGroupDescription: "Tests of new revisions",
        code: new pulumi.asset.FileArchive(code),
        // A question to ECS of five seconds and 21 requests of two at most, after a cold start.
        timeoutSeconds: 60,
        variables: {
          LOAD_BALANCER_DNS_NAME: args.loadBalancerDnsName,
          CERTIFICATE_ARN: certificateArn,
        },
        policy: { name: "ask", document: askPolicy(args, certificateArn) },
        reaches: [
          {
            name: "to-load-balancer",
            // A public load balancer's addresses change with its load; those of its services are AWS's to change.
            description: "TLS to the public addresses of the load balancer and of ECS",
            port: 443,
          },
        ],
      },
      { parent: this },
    );
  }

  /** The ARN of the caller's role, known once it may call. */
  private declareCaller(
    name: string,
    { cell, context }: DeploymentHookArgs,
    verify: lambda.Function,
  ): pulumi.Output<string> {
    const child = { parent: this };
    const { aws, identity, region } = context;
    const { product, stack, tags } = identity;
    const caller = new iam.Role(
      `${name}-caller`,
      {
        name: physicalName("role", product, stack, cell, "deployment-hook"),
        description: "Lets ECS call the deployment hook",
        assumeRolePolicy: serviceTrust(
          "ecs.amazonaws.com",
          aws.accountId,
          `arn:aws:ecs:${region}:${aws.accountId}:*`,
        ),
        permissionsBoundary: context.permissionsBoundaryArn,
        tags,
      },
      child,
    );
    const mayCall = new iam.RolePolicy(
      `${name}-caller-policy`,
      {
        name: "call",
        role: caller.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: verify.arn }],
        }),
      },
      child,
    );
    return availableAfter(caller.arn, mayCall);
  }
}

function askPolicy(
  { cell, context }: DeploymentHookArgs,
  certificateArn: pulumi.Output<string>,
): pulumi.Output<string> {
  const { aws, identity, region } = context;
  // Known before the cluster is made, so that a preview shows it and policies judge it.
  const clusterName = physicalName("cluster", identity.product, identity.stack, cell);
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AskHowManyTasksRun",
        Effect: "Allow",
        Action: "ecs:DescribeServices",
        Resource: `arn:aws:ecs:${region}:${aws.accountId}:service/${clusterName}/*`,
      },
      {
        Sid: "ReadCertificate",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: certificateArn,
      },
      {
        Sid: "DecryptCertificate",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: context.encryptionKeyArn,
        Condition: {
          StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
        },
      },
    ],
  });
}
