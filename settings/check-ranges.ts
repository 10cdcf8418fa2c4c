import { overlaps } from "../blueprint/subnets";
import type { EnvironmentSettings, Report } from "./environment-settings";
import type { Problem } from "./problem";
import type { Neighbour } from "./project";

/** Ranges of two environments never meet: neither could ever reach the other by mistake (ISO-6). */
export function checkRanges(
  stack: string,
  { values: { network } }: EnvironmentSettings,
  neighbours: readonly Neighbour[],
  report: Report,
): Problem[] {
  const own = [
    ["network.cidr", network.cidr],
    ["network.recoveryCidr", network.recoveryCidr],
  ] as const;
  const problems: Problem[] = [];
  const taken = neighbours
    .filter((other) => other.stack !== stack)
    .flatMap(({ file, cidrs }) => cidrs.map((cidr) => ({ owner: file, cidr })));
  for (const [key, cidr] of own) {
    if (cidr === undefined) continue;
    const clash = taken.find((other) => isRange(other.cidr) && overlaps(other.cidr, cidr));
    if (clash !== undefined) {
      const expected = `a range apart from every other: ${clash.owner} has ${clash.cidr}`;
      const fix = `choose a free one: ${freeRange([...taken.map((other) => other.cidr), cidr])}`;
      problems.push(report(key, cidr, expected, fix));
    }
    taken.push({ owner: `platform:${key}`, cidr });
  }
  return problems;
}

function isRange(text: string): boolean {
  return /^\d+\.\d+\.0\.0\/16$/.test(text);
}

function freeRange(taken: readonly string[]): string {
  for (let second = 10; second < 128; second += 1) {
    const range = `10.${String(second)}.0.0/16`;
    if (!taken.some((other) => isRange(other) && overlaps(other, range))) return range;
  }
  return "172.16.0.0/16";
}
