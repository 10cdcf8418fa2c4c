import ipaddr from "ipaddr.js";
import { oncePerText } from "../once";

/** From the first address to the last; those of IPv4 stand where IPv6 maps them, under `::ffff:0:0/96`. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

const mapped = 0xffffn << 32n;
/** By which IPv6 alone reaches all of IPv4: `64:ff9b::/96`. */
const translated = 0x64_ff9bn << 96n;
const familySize = 1n << 32n;

/** The range that a text is, or the one address. @throws Error when it is neither. */
export const rangeAt = oncePerText(parse);

function parse(text: string): Range {
  const [, address = "", prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const isDotted = ipaddr.IPv4.isValidFourPartDecimal(address);
  const longest = isDotted ? 32 : 128;
  const length = Number(prefix ?? longest);
  if (!(isDotted || ipaddr.IPv6.isValid(address)) || length > longest)
    throw new Error(`"${text}" is no range of addresses`);
  const bytes = ipaddr.parse(address).toByteArray();
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), isDotted ? 0xffffn : 0n);
  const size = 1n << BigInt(longest - length);
  const from = number - (number % size);
  const isTranslated = from >= translated && from + size <= translated + familySize;
  const start = isTranslated ? from - translated + mapped : from;
  return { from: start, to: start + size - 1n };
}

export function holds(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Whether its addresses are of IPv4. */
export function isIpv4(range: Range): boolean {
  return range.from >= mapped && range.to < mapped + familySize;
}

/** Addresses that are the same in every network, and so lead to nobody from outside. */
const inside = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.168.0.0/16", "::/127", "fc00::/7", "fe80::/10"],
].map(rangeAt);

/** Whether it lies inside networks as a whole. */
export function isPrivate(range: Range): boolean {
  return inside.some((each) => holds(each, range));
}

/** Whether it has no address that lies inside networks. */
export function isPublic(range: Range): boolean {
  return !inside.some((each) => overlaps(each, range));
}
