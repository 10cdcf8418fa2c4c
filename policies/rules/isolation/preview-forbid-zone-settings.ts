import { has } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { isCloudflare } from "../../tenancies";

/** What of a zone is one of many there, under a name of its own. All else is the zone's. */
const oneOfMany: readonly string[] = [
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls",
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate",
  "cloudflare:index/certificatePack:CertificatePack",
  "cloudflare:index/dnsRecord:DnsRecord",
  "cloudflare:index/loadBalancer:LoadBalancer",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  "cloudflare:index/workersRoute:WorkersRoute",
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
];

export const previewForbidZoneSettings = resourceRule({
  id: "preview-forbid-zone-settings",
  title: "A pull request declares nothing that holds for dev's whole zone",
  why: "a zone has one of each, and its end would be the end of dev's",
  source: "ISO-1",
  fix: "Leave the zone to dev, which owns it.",
  waivable: "never",
  types: "all",
  tiers: ["preview"],
  check({ type, props }) {
    if (!isCloudflare(type) || !has(props, "zoneId")) return notApplicable;
    return oneOfMany.includes(type) ? compliant : violation("holds for every host of dev's zone");
  },
});
