import { HyperdriveConfig } from "@pulumi/cloudflare/hyperdriveConfig";
import { MtlsCertificate } from "@pulumi/cloudflare/mtlsCertificate";
import * as pulumi from "@pulumi/pulumi";
import { databaseRootCertificate } from "./database-root-certificate";

/** The way from Workers to a database. */
export interface DatabaseHyperdriveArgs {
  readonly accountId: string;
  /** Physical name, unique in the account. */
  readonly hyperdriveName: string;
  /** Host for direct connections, not Neon's pooler: a pool behind a pool loses prepared statements. */
  readonly host: pulumi.Input<string>;
  readonly database: string;
  readonly user: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
  /** Most connections that Hyperdrive opens to the database, at least 5. */
  readonly connectionLimit: number;
}

/** Cloudflare connects once when this is made, so the role has to exist and the IP list to admit Cloudflare. */
export class DatabaseHyperdrive extends pulumi.ComponentResource {
  public readonly hyperdriveId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DatabaseHyperdriveArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:cloudflare:DatabaseHyperdrive", name, {}, opts);
    const child = { parent: this };
    const { accountId, hyperdriveName } = args;

    const root = new MtlsCertificate(
      `${name}-root-certificate`,
      { accountId, name: hyperdriveName, ca: true, certificates: databaseRootCertificate },
      child,
    );
    const hyperdrive = new HyperdriveConfig(
      `${name}-config`,
      {
        accountId,
        name: hyperdriveName,
        origin: {
          scheme: "postgres",
          host: args.host,
          port: 5432,
          database: args.database,
          user: args.user,
          password: pulumi.secret(args.password),
        },
        mtls: { caCertificateId: root.id, sslmode: "verify-full" },
        originConnectionLimit: args.connectionLimit,
        // A cached answer may be a minute old, so that a session would not read its own writes.
        caching: { disabled: true },
      },
      child,
    );

    this.hyperdriveId = hyperdrive.id;
    this.registerOutputs({ hyperdriveId: this.hyperdriveId });
  }
}
