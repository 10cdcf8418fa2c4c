import { type Invariant, missing } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapAt, mapsAt, textAt } from "../read";

const listenerType = "aws:lb/listener:Listener";
const storeType = "aws:lb/trustStore:TrustStore";
const bundleType = "aws:s3/bucketObjectv2:BucketObjectv2";
const issuedType = "tls:index/locallySignedCert:LocallySignedCert";
const zoneType =
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate";
const zoneSettingType =
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";
const hostsType =
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate";
const hostType = "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls";

/** A load balancer asks its callers for a certificate only while Cloudflare presents one that it trusts. */
export const edgeBeforeVerification: Invariant = {
  name: "edge-before-verification",
  types: [
    ...[listenerType, storeType, bundleType, issuedType],
    ...[zoneType, zoneSettingType, hostsType, hostType],
  ],
  violations: ({ held }) =>
    held
      .ofType(listenerType)
      .filter(
        ({ properties }) => textAt(mapAt(properties, "mutualAuthentication"), "mode") === "verify",
      )
      .flatMap((listener) => {
        const trusted = trustedBy(listener, held);
        if (presentedAt(held).some((pem) => issuerOf(pem, held) === trusted)) return [];
        const name = textAt(listener.properties, "loadBalancerArn").replace(
          /^.*loadbalancer\/app\//,
          "",
        );
        const what = `the load balancer ${name} asks its callers for a certificate, and Cloudflare presents none that it trusts`;
        return [{ what, user: listener.urn, needs: missing(zoneType, name) }];
      }),
};

/** The authority that a listener's trust store has; none that any certificate is of, where there is no store. */
function trustedBy({ properties }: Held, held: Inventory): string {
  const arn = textAt(mapAt(properties, "mutualAuthentication"), "trustStoreArn");
  const [bundle] = held
    .ofType(storeType)
    .filter((store) => store.id === arn)
    .flatMap((store) =>
      held.having(bundleType, {
        bucket: store.properties.caCertificatesBundleS3Bucket,
        key: store.properties.caCertificatesBundleS3Key,
      }),
    );
  return textAt(bundle?.properties ?? {}, "content");
}

/** Certificates that Cloudflare presents to origins. */
function presentedAt(held: Inventory): readonly string[] {
  const inZones = held
    .ofType(zoneType)
    .filter(
      ({ properties: { zoneId } }) =>
        held.having(zoneSettingType, { zoneId, enabled: true }).length > 0,
    );
  const bound = held
    .ofType(hostType)
    .flatMap(({ properties }) => mapsAt(properties, "configs"))
    .map(({ certId }) => certId);
  const forHosts = held.ofType(hostsType).filter(({ id }) => bound.includes(id));
  return [...inZones, ...forHosts].map(({ properties }) => textAt(properties, "certificate"));
}

function issuerOf(certPem: string, held: Inventory): string | undefined {
  const [issued] = held.having(issuedType, { certPem });
  return issued && textAt(issued.properties, "caCertPem");
}
