import { CertificatePack } from "@pulumi/cloudflare/certificatePack";
import * as pulumi from "@pulumi/pulumi";

export interface HostCertificateArgs {
  /** An environment's host name below the zone's apex, for example `staging.monepiceriz.ci`. */
  readonly host: string;
  readonly zoneId: string;
}

/**
 * The edge certificate of an environment below the zone's apex. Universal SSL covers the apex and one level of names,
 * so `admin.staging.monepiceriz.ci` would have none. The apex itself is production's and stays out of the pack.
 */
export class HostCertificate extends pulumi.ComponentResource {
  public readonly certificatePackId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: HostCertificateArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:cloudflare:HostCertificate", name, {}, opts);

    const pack = new CertificatePack(
      `${name}-certificate`,
      {
        zoneId: args.zoneId,
        type: "advanced",
        hosts: [args.host, `*.${args.host}`],
        certificateAuthority: "google",
        // A certificate authority proves a wildcard by TXT record only, which Cloudflare writes in its own zones.
        validationMethod: "txt",
        validityDays: 90,
      },
      { parent: this },
    );

    this.certificatePackId = pack.id;
    this.registerOutputs({ certificatePackId: this.certificatePackId });
  }
}
