/** Shortest prefixes that still name somebody: Cloudflare's and private ranges are longer. */
const shortest = { ipv4: 8, ipv6: 16 } as const;

/** Whether a range holds so much of the internet that it holds nobody off; `0.0.0.0/1` is half of it. */
export function isAnywhere(cidr: string): boolean {
  const prefix = /\/(\d+)$/.exec(cidr)?.[1];
  if (prefix === undefined) throw new Error(`"${cidr}" is no range of addresses`);
  return Number(prefix) < (cidr.includes(":") ? shortest.ipv6 : shortest.ipv4);
}
