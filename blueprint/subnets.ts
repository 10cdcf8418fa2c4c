import * as ipaddr from "ipaddr.js";
import type { ZoneSpec } from "./network";

/** A regional zone such as `eu-west-1a`; Local Zones (`us-west-2-lax-1a`) have no NAT gateway and are refused. */
const zonePattern = /^[a-z]{2}(?:-[a-z]+)+-\d+([a-z])$/;
/** The sixteen /20s of a /16: fifteen for zones and the last one, cut into /24s, for the public side. */
const publicBlock = 15;

/**
 * The subnets of each zone in a network's /16: a private /20 for tasks and a public /24 for load balancers and NAT. The
 * zone's letter decides the addresses, so that zones come and go without moving another one's subnets.
 *
 * @throws RangeError when `cidr` is no /16 network or a zone's name is unusable or named twice.
 */
export function zonesOf(cidr: string, zoneNames: readonly string[]): readonly ZoneSpec[] {
  const [first, second] = octetsOf(cidr);
  if (new Set(zoneNames).size < zoneNames.length) {
    throw new RangeError(`a zone stands twice in ${zoneNames.join(", ")}`);
  }
  return zoneNames.map((name) => {
    const index = indexOf(name);
    return {
      name,
      privateCidr: `${first}.${second}.${String(index * 16)}.0/20`,
      publicCidr: `${first}.${second}.${String(publicBlock * 16 + index)}.0/24`,
    };
  });
}

/** Whether two ranges share an address; ranges of different families never do. */
export function overlaps(a: string, b: string): boolean {
  const [one, other] = [ipaddr.parseCIDR(a), ipaddr.parseCIDR(b)];
  if (one[0].kind() !== other[0].kind()) return false;
  const prefix = Math.min(one[1], other[1]);
  return one[0].match(other[0], prefix);
}

function octetsOf(cidr: string): readonly [string, string] {
  const match = /^(\d+)\.(\d+)\.0\.0\/16$/.exec(cidr);
  if (match?.[1] === undefined || match[2] === undefined || !ipaddr.IPv4.isValidCIDR(cidr)) {
    throw new RangeError(`"${cidr}" is no /16 network, for example 10.20.0.0/16`);
  }
  return [match[1], match[2]];
}

function indexOf(zone: string): number {
  const letter = zonePattern.exec(zone)?.[1];
  const index = letter === undefined ? publicBlock : letter.charCodeAt(0) - "a".charCodeAt(0);
  if (index >= publicBlock) {
    throw new RangeError(`"${zone}" is no availability zone, for example eu-west-1a`);
  }
  return index;
}
