import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { databaseRolesFunction } from "../../blueprint/names";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import { functionCode, type FunctionCode } from "../network/function-code";
import { declareNetworkFunction, type FunctionNetwork } from "../network/network-function";
import type { StoredSecret } from "../secrets/stored-secret";

export interface DatabaseRolesArgs {
  readonly context: Context;
  /** The network from which the database admits connections. */
  readonly network: FunctionNetwork;
  /** Connection URLs: of the role that owns the database, and of the two that the function makes. */
  readonly secrets: Readonly<Record<"migrator" | "app" | "readOnly", StoredSecret>>;
  /** What has to stand before the migrator can connect, and what keeps safe what is written from then on. */
  readonly database: readonly pulumi.Resource[];
}

/**
 * The roles of least privilege. Neon's API makes every role a member of neon_superuser, which reads, writes and drops
 * everything; a role that is made in SQL has only what it is granted. Databases admit connections from the network
 * alone, so a function in it runs the SQL: once, and again when a password or the function's code changes.
 */
export class DatabaseRoles extends pulumi.ComponentResource {
  private readonly invocation: lambda.Invocation;

  public constructor(name: string, args: DatabaseRolesArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:neon:DatabaseRoles", name, {}, opts);
    const { secrets } = args;
    const code = functionCode("functions/database-roles", ["postgres"]);

    const setUp = this.declareFunction(name, args, code);
    this.invocation = new lambda.Invocation(
      `${name}-invocation`,
      {
        functionName: setUp.name,
        input: pulumi.jsonStringify({
          migrator: versionOf(secrets.migrator),
          app: versionOf(secrets.app),
          readOnly: versionOf(secrets.readOnly),
        }),
        triggers: { code: code.hash },
      },
      { parent: this, dependsOn: [...args.database] },
    );
    this.registerOutputs({});
  }

  /** `value` for those who connect as one of the roles: known once the roles are there. */
  public whenSetUp(value: pulumi.Input<string>): pulumi.Output<string> {
    return availableAfter(value, this.invocation);
  }

  private declareFunction(
    name: string,
    args: DatabaseRolesArgs,
    code: FunctionCode,
  ): lambda.Function {
    return declareNetworkFunction(
      name,
      {
        context: args.context,
        network: args.network,
        nameParts: [databaseRolesFunction],
        description:
          "Gives the database's roles their passwords and rights, and runs its migrations",
        roleDescription: "Sets up the roles of the database",
        securityGroupDescription: "Set-up of database roles",
        code: code.archive,
        // As long as Lambda lets any: a migration may build an index.
        timeoutSeconds: 900,
        policy: { name: "read-connections", document: readPolicy(args) },
        reaches: [
          {
            name: "to-database",
            description: "Postgres at the public addresses of Neon",
            port: 5432,
          },
          {
            name: "to-secrets",
            description: "TLS to the public addresses of Secrets Manager",
            port: 443,
          },
        ],
      },
      { parent: this },
    );
  }
}

function readPolicy({ context, secrets }: DatabaseRolesArgs): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadConnections",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: [secrets.migrator.arn, secrets.app.arn, secrets.readOnly.arn],
      },
      {
        Sid: "DecryptConnections",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: context.encryptionKeyArn,
        Condition: {
          StringEquals: { "kms:ViaService": `secretsmanager.${context.region}.amazonaws.com` },
        },
      },
    ],
  });
}

function versionOf({ arn, versionId }: StoredSecret): Record<string, pulumi.Input<string>> {
  if (versionId === undefined) throw new TypeError("the secret of a connection has no value");
  return { arn, versionId };
}
