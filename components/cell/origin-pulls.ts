import { AuthenticatedOriginPulls } from "@pulumi/cloudflare/authenticatedOriginPulls";
import { AuthenticatedOriginPullsCertificate } from "@pulumi/cloudflare/authenticatedOriginPullsCertificate";
import { AuthenticatedOriginPullsHostnameCertificate } from "@pulumi/cloudflare/authenticatedOriginPullsHostnameCertificate";
import { AuthenticatedOriginPullsSettings } from "@pulumi/cloudflare/authenticatedOriginPullsSettings";
import { getAuthenticatedOriginPullsCertificate } from "@pulumi/cloudflare/getAuthenticatedOriginPullsCertificate";
import { getAuthenticatedOriginPullsHostnameCertificate } from "@pulumi/cloudflare/getAuthenticatedOriginPullsHostnameCertificate";
import { NotificationPolicy } from "@pulumi/cloudflare/notificationPolicy";
import * as pulumi from "@pulumi/pulumi";
import type { CallerAuthority, CallerCertificate } from "./caller-authority";
import { type Upload, untilPresented } from "./until-presented";
import { withRunbook } from "../observe/runbook";

export interface OriginPullsArgs {
  readonly authority: CallerAuthority;
  readonly accountId: string;
  readonly zoneId: string;
  /** Whether the zone is the environment's own. */
  readonly ownsZone: boolean;
  /** Names of the services, whose traffic goes to the load balancers. */
  readonly serviceHosts: readonly string[];
  /** The environment's host name. */
  readonly host: string;
  /** Addresses that hear of a certificate that nobody renews. */
  readonly notificationEmails: readonly string[];
}

/** What the edge presents to a load balancer. */
interface Presented {
  readonly certificateId: pulumi.Output<string>;
  readonly ask: (certificateId: string) => Promise<Upload>;
  /** What makes Cloudflare present it. */
  readonly by: readonly pulumi.Resource[];
}

/**
 * What Cloudflare proves to origins that a request is this environment's: a certificate of the environment's authority, for
 * every name of a zone of its own, or, in another's zone, for its own services alone. Other customers of Cloudflare have
 * its addresses, but not this certificate.
 */
export class OriginPulls extends pulumi.ComponentResource {
  /** The authority's certificate in PEM, known once Cloudflare presents one of it: whoever trusts it shuts nobody out. */
  public readonly trustedPem: pulumi.Output<string>;

  public constructor(name: string, args: OriginPullsArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:OriginPulls", name, {}, opts);
    const certificate = args.authority.issue(`${name}-edge`, `Cloudflare for ${args.host}`, this);

    const presented = args.ownsZone
      ? this.presentInZone(name, args, certificate)
      : this.presentForHosts(name, args, certificate);
    if (args.ownsZone && args.notificationEmails.length > 0) this.notify(name, args);

    this.trustedPem = oncePresented(args.authority.certificatePem, presented);
    this.registerOutputs({ trustedPem: this.trustedPem });
  }

  private presentInZone(
    name: string,
    { zoneId }: OriginPullsArgs,
    { certificatePem, privateKeyPem }: CallerCertificate,
  ): Presented {
    const child = { parent: this };
    const uploaded = new AuthenticatedOriginPullsCertificate(
      `${name}-zone-certificate`,
      { zoneId, certificate: certificatePem, privateKey: privateKeyPem },
      child,
    );
    const enabled = new AuthenticatedOriginPullsSettings(
      `${name}-zone`,
      { zoneId, enabled: true },
      { ...child, dependsOn: [uploaded] },
    );
    return {
      certificateId: uploaded.certificateId,
      ask: (certificateId) =>
        getAuthenticatedOriginPullsCertificate({ zoneId, certificateId }, child),
      by: [enabled],
    };
  }

  private presentForHosts(
    name: string,
    { zoneId, serviceHosts }: OriginPullsArgs,
    { certificatePem, privateKeyPem }: CallerCertificate,
  ): Presented {
    const child = { parent: this };
    const uploaded = new AuthenticatedOriginPullsHostnameCertificate(
      `${name}-host-certificate`,
      { zoneId, certificate: certificatePem, privateKey: privateKeyPem },
      child,
    );
    return {
      certificateId: uploaded.id,
      ask: (certificateId) =>
        getAuthenticatedOriginPullsHostnameCertificate({ zoneId, certificateId }, child),
      by: serviceHosts.map(
        (hostname) =>
          new AuthenticatedOriginPulls(
            `${name}-host-${hostname}`,
            { zoneId, configs: [{ hostname, certId: uploaded.id, enabled: true }] },
            child,
          ),
      ),
    };
  }

  /** Any `up` renews in time; where none ran for half a year, Cloudflare tells 30 and 14 days before the end. */
  private notify(name: string, { accountId, host, notificationEmails }: OriginPullsArgs): void {
    new NotificationPolicy(
      `${name}-expiry`,
      {
        accountId,
        name: `${host}: origin pulls`,
        description: withRunbook(
          "What Cloudflare proves itself by ends soon: run `pulumi up`, which renews it.",
          "rotate",
        ),
        alertType: "zone_aop_custom_certificate_expiration_type",
        enabled: true,
        mechanisms: { emails: notificationEmails.map((id) => ({ id })) },
      },
      { parent: this },
    );
  }
}

/** A preview asks nothing: it has no key of Cloudflare's, and nothing to wait for. */
function oncePresented(
  pem: pulumi.Output<string>,
  { certificateId, ask, by }: Presented,
): pulumi.Output<string> {
  return pulumi
    .all([pem, certificateId, pulumi.all(by.map(({ urn }) => urn))])
    .apply(async ([trusted, id]) => {
      if (!pulumi.runtime.isDryRun()) {
        await untilPresented(`Cloudflare's certificate ${id}`, () => ask(id));
      }
      return trusted;
    });
}
