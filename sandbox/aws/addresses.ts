/** A public IPv4 address of RFC 2544's benchmark range, which routes nowhere, always the same for the same hex digits. */
export function publicAddress(hex: string): string {
  const bits = Number.parseInt(hex.slice(0, 5), 16);
  return `198.${String(18 + (bits >> 19))}.${String((bits >> 8) & 255)}.${String(bits & 255)}`;
}
