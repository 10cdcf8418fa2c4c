import * as acm from "@pulumi/aws/acm";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../blueprint/tier";

export interface CellCertificateArgs {
  /** The cell's own name, for example `blue.staging.monepiceriz.ci`. */
  readonly cellHost: string;
  /** Names of the services behind the cell: Cloudflare asks the origin for them. */
  readonly serviceHosts: readonly string[];
  /** Whether this cell's certificate declares the challenges of the service names. */
  readonly provesServiceHosts: boolean;
  readonly cloudflareZoneId: string;
  readonly tags: Tags;
}

/**
 * The certificate a cell answers Cloudflare with (zone setting `ssl=strict`), renewed by ACM for as long as its
 * challenges stand in DNS.
 *
 * ACM's challenge for a name is the same for every certificate of an account, in every region, and DNS holds a record
 * once: one cell of the environment proves the service names for all of them.
 */
export class CellCertificate extends pulumi.ComponentResource {
  /** ARN of the certificate once it is issued. */
  public readonly arn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: CellCertificateArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:CellCertificate", name, {}, opts);
    const child = { parent: this };
    const { cellHost, serviceHosts } = args;
    const hosts = [cellHost, ...serviceHosts];
    if (new Set(hosts).size < hosts.length) {
      throw new pulumi.ResourceError(
        `a certificate names each host once, got ${hosts.join(", ")}`,
        this,
        true,
      );
    }

    const certificate = new acm.Certificate(
      `${name}-certificate`,
      {
        domainName: cellHost,
        ...(serviceHosts.length > 0 && { subjectAlternativeNames: [...serviceHosts] }),
        validationMethod: "DNS",
        tags: { ...args.tags, Name: cellHost },
      },
      child,
    );
    const proven = args.provesServiceHosts ? hosts : [cellHost];
    const challenges = proven.map((host) => {
      const challenge = certificate.domainValidationOptions.apply((all) => challengeOf(host, all));
      return new DnsRecord(
        `${name}-challenge-${host}`,
        {
          zoneId: args.cloudflareZoneId,
          name: challenge.name,
          type: "CNAME",
          content: challenge.content,
          // ACM has to see the record itself.
          proxied: false,
          ttl: 1,
          comment: `ACM's proof of ${host}`,
        },
        child,
      );
    });
    const issued = new acm.CertificateValidation(
      `${name}-issued`,
      { certificateArn: certificate.arn },
      { ...child, dependsOn: challenges },
    );

    this.arn = issued.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** ACM lists challenges in no order and ends names in a dot, which Cloudflare leaves out. */
function challengeOf(
  host: string,
  options: acm.Certificate["domainValidationOptions"] extends pulumi.Output<infer All>
    ? All
    : never,
): { readonly name: string; readonly content: string } {
  const option = options.find(({ domainName }) => domainName === host);
  if (option === undefined) throw new pulumi.RunError(`ACM has no challenge for ${host}`);
  const withoutDot = (text: string) => text.replace(/\.$/, "");
  return {
    name: withoutDot(option.resourceRecordName),
    content: withoutDot(option.resourceRecordValue),
  };
}
