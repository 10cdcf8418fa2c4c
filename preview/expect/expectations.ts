import { UsageError } from "../../settings/usage-error";
import type { AttentionKind, ChangeKind, Comparison, StackComparison } from "../compare/comparison";

/** What a pull request's text says that it does not do. */
export interface Expectation {
  readonly what: string;
  /** Only in these stacks; empty means all. */
  readonly stacks: readonly string[];
}

export interface HeldExpectation {
  /** `replaces nothing in production`. */
  readonly text: string;
  /** What is against it, one statement each; empty where it is met. */
  readonly broken: readonly string[];
}

type Reading = (stack: StackComparison, comparison: Comparison) => readonly string[];

const readings: Readonly<Record<string, Reading>> = {
  "changes nothing": changes("created", "changed", "replaced", "moved", "deleted"),
  "creates nothing": changes("created"),
  "replaces nothing": changes("replaced", "moved"),
  "deletes nothing": changes("deleted", "moved"),
  "no data at risk": tells("data-at-risk"),
  "no protection lost": tells("protection-lost"),
  "no secret exposed": tells("secret-exposed"),
  "no secret added": tells("secret-added"),
  "no policy weakened": tells("policy-weakened"),
  "no access gained": tells("access-gained"),
  "no access withdrawn": tells("access-withdrawn"),
  "no new violation": ({ verdicts }) =>
    verdicts.violated.map(({ rule, urn }) => `${rule} · ${urn}`),
};

const costAtMost = /^cost at most \+(\d{1,4}(?:\.\d+)?) ?%$/;

/** What may be expected. */
export const known: readonly string[] = [...Object.keys(readings), "cost at most +5 %"];

export function isKnown(what: string): boolean {
  return readingOf(what) !== undefined;
}

function readingOf(what: string): Reading | undefined {
  const percent = costAtMost.exec(what)?.[1];
  return percent === undefined ? readings[what] : costs(Number(percent));
}

/**
 * Each expectation against what a preview found.
 *
 * @throws UsageError where one is of a stack that is not there.
 */
export function hold(
  expectations: readonly Expectation[],
  comparison: Comparison,
): HeldExpectation[] {
  const names = comparison.stacks.map(({ stack }) => stack);
  return expectations.map(({ what, stacks }) => {
    const unknown = stacks.find((stack) => !names.includes(stack));
    if (unknown !== undefined) {
      throw new UsageError(
        `"expect: ${what} in ${unknown}": there is no such stack; expected ${names.join(", ")}`,
      );
    }
    const broken = comparison.stacks
      .filter(({ stack }) => stacks.length === 0 || stacks.includes(stack))
      .flatMap((stack) => readingOf(what)?.(stack, comparison) ?? []);
    return { text: stacks.length === 0 ? what : `${what} in ${stacks.join(", ")}`, broken };
  });
}

function changes(...kinds: readonly ChangeKind[]): Reading {
  return ({ stack, changes: all }) =>
    all
      .filter(({ kind }) => kinds.includes(kind))
      .map(
        ({ resource }) => `${stack} · ${resource.type.split(":").at(-1) ?? ""} ${resource.name}`,
      );
}

/** A new stack is no news in its parts, so it is against every such expectation as a whole. */
function tells(kind: AttentionKind): Reading {
  return ({ stack, status }, { attention }) =>
    status === "added"
      ? [`${stack} is new, with all that it holds`]
      : attention
          .filter((each) => each.kind === kind && each.stack === stack)
          .flatMap(({ resource, details }) =>
            details.map((detail) => [stack, resource?.name, detail].filter(Boolean).join(" · ")),
          );
}

/** A stack that is new costs more than any share of nothing. */
function costs(percent: number): Reading {
  return ({ stack, cost: { before, after } }) => {
    const [then = 0, now = 0] = [before?.usd, after?.usd];
    const unpriced = after?.unpricedRegions ?? [];
    return [
      ...unpriced.map(
        (region) => `${stack} · no prices of ${region} are known (preview/report/prices.ts)`,
      ),
      ...(now > then * (1 + percent / 100)
        ? [`${stack} · from ${String(then)} to ${String(now)} USD a month`]
        : []),
    ];
  };
}
