import type { PolicyResource } from "../../resource";
import { compliant, estateRule, type Scoped, violation } from "../../rule";
import { type Range, rangeOf } from "../network/ranges";
import { vpcRange, vpcRangeTypes } from "../network/vpcs";
import { rangeEntries, rangeEntryTypes } from "./range-entries";

/** Whatever names one of two networks that overlap names the other. */
export const networkIsolate = estateRule({
  id: "network-isolate",
  severity: "critical",
  title: "No two environments' networks overlap or reach into each other",
  why: "networks that overlap can't be told apart by any rule",
  source: "ISO-6",
  fix: "Give each environment ranges of its own, and name no others.",
  waivable: "never",
  *check(estate) {
    const permanent = estate.filter(({ tier }) => tier !== "preview");
    const networks = permanent.map((scoped) => ({
      stack: scoped.stack,
      ranges: networksOf(scoped),
    }));
    for (const { stack, index } of permanent) {
      const others = networks.filter((each) => each.stack !== stack);
      for (const resource of index.of([...vpcRangeTypes, ...rangeEntryTypes])) {
        const texts = textsOf(resource);
        const ranges = texts.flatMap((text) => rangeOf(text) ?? []);
        if (ranges.length === 0) continue;
        yield {
          stack,
          resource,
          outcome: () => {
            const joined = others.filter((other) =>
              ranges.some((range) => meets(other.ranges, range)),
            );
            return joined.length === 0
              ? compliant
              : violation(
                  `reaches into the network of ${joined.map((other) => other.stack).join(" and ")}`,
                );
          },
        };
      }
    }
  },
});

function textsOf(resource: PolicyResource): readonly string[] {
  if (!vpcRangeTypes.includes(resource.type)) return rangeEntries(resource);
  const range = vpcRange(resource);
  return range === undefined ? [] : [range];
}

/** An environment's own ranges, in order and merged: what is asked of them takes a binary search. */
function networksOf({ index }: Scoped): readonly Range[] {
  const ranges = index
    .of(vpcRangeTypes)
    .flatMap((vpc) => rangeOf(vpcRange(vpc) ?? "") ?? [])
    .sort((a, b) => a.from - b.from);
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to) merged.push(range);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
  }
  return merged;
}

/** Whether one of the ranges, which lie apart and in order, has an address of that range. */
function meets(ranges: readonly Range[], { from, to }: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? Number.POSITIVE_INFINITY) < from) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low];
  return found !== undefined && found.from <= to;
}
