import type { Fault, Share } from "./counts";

const two = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export function percent(share: number): string {
  return `${two.format(100 * share)} %`;
}

export function count(value: number): string {
  return whole.format(value);
}

export function minutesOf(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "1 minute" : `${count(minutes)} minutes`;
}

const verbs: Readonly<Record<Fault, string>> = { errors: "failed", slow: "were slow" };

/** As `18 of 512 requests failed (3.5 %)`. */
export function spelled(fault: Fault, { requests, hits }: Share): string {
  const share = requests === 0 ? "" : ` (${percent(hits / requests)})`;
  return `${count(hits)} of ${count(requests)} requests ${verbs[fault]}${share}`;
}
