export const recordType = "cloudflare:index/dnsRecord:DnsRecord";
export const recordTypes: readonly string[] = [recordType];

/** Only these Cloudflare can stand in front of. */
const proxiable = ["A", "AAAA", "CNAME"];

export function isProxiable(type: string): boolean {
  return proxiable.includes(type.toUpperCase());
}

/** What is asked by machines and answered to nobody else: a proof of ownership, a key for mail. */
export function isProof(name: string): boolean {
  return name.split(".").some((label) => label.startsWith("_"));
}
