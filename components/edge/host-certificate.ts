import { CertificatePack } from "@pulumi/cloudflare/certificatePack";
import * as pulumi from "@pulumi/pulumi";

export interface HostCertificateArgs {
  /** An environment's host name below the zone's apex, for example `pr-7.dev.monepiceriz.ci`. */
  readonly host: string;
  /** The apex, which Cloudflare wants in every pack. */
  readonly zone: string;
  readonly zoneId: string;
}

/**
 * The edge certificate of an environment whose host is not its zone's apex, as a pull request's in dev's zone. Universal
 * SSL covers the apex and one level of names, so `admin.pr-7.dev.monepiceriz.ci` would have none.
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
        hosts: [args.zone, args.host, `*.${args.host}`],
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
