import { expect } from "chai";
import { type PackData, judgeStack, judgeTogether } from "../../../policies/judge";
import { pack } from "../../../policies/pack";
import type { PackEntry } from "../../../policies/pack-entry";
import type { PolicyStack } from "../../../policies/resource";
import { sampleStacks } from "../../support/sample";
import { allCases, allEstateCases } from "../cases/all";
import type { Case } from "../support/cases";
import { data as caseData } from "../support/data";
import { stackOf } from "../support/declared";
import { breaks } from "./breaks";
import { type Estate, recordEstate, rulesThat, stackIn } from "./estate";
import { type Read, readsOf, replaced, valueAt } from "./reads";
import { byHand, done } from "./by-hand";
import { companions } from "./companions";

/** Stacks that are fine, and the same with one thing wrong. */
interface Mutation {
  readonly title: string;
  readonly before: readonly PolicyStack[];
  readonly after: readonly PolicyStack[];
  readonly dataBefore: PackData;
  readonly data: PackData;
}

/** Broken values of the sample that are tried. */
const mostTried = 15;

/** Cases of one resource are never alike enough, whatever is wrong with them. */
const onWholeStacks = "staging-require-parity";

describe("a rule that is deleted from the pack", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  for (const entry of pack) {
    const always = companions.get(entry.id) ?? [];
    const others = always.length === 0 ? "nothing" : always.join(" and ");
    it(`${entry.id}: without it ${others} objects to a thing that it forbids`, () => {
      const asked = pack.filter(({ id }) => id === entry.id || id !== onWholeStacks);
      const without = asked.filter((other) => other !== entry);
      const tried: string[] = [];
      const found = firstOf(deedsAgainst(entry), (deed) => {
        const objecting = objectionsTo(deed, asked);
        tried.push(`${deed.title}: ${objecting.join(", ")}`);
        return (
          objecting.includes(entry.id) &&
          objecting.every((id) => id === entry.id || always.includes(id))
        );
      });
      if (found === undefined) {
        throw new Error(`it alone objects to none of these:\n${tried.join("\n")}`);
      }
      const left = objectionsTo(found, without);
      expect(always, `${found.title}: ${left.join(", ")}`).to.include.members(left);
      expect(left).to.not.include(entry.id);
    });
  }

  function* deedsAgainst(entry: PackEntry): Iterable<Mutation> {
    yield* doneByHand(entry);
    yield* violatingCases(entry);
    yield* brokenValues(entry);
  }

  function* doneByHand({ id }: PackEntry): Iterable<Mutation> {
    for (const deed of byHand.filter(({ rule }) => rule === id)) {
      yield {
        title: deed.title,
        before: deed.stacks.map((name) => stackIn(estate, name)),
        after: done(estate, deed),
        dataBefore: estate.data,
        data: estate.data,
      };
    }
  }

  /** The sample's stacks with one value broken that the rule reads. */
  function* brokenValues(entry: PackEntry): Iterable<Mutation> {
    const { judges } = entry.rule;
    if (judges !== "resource" && judges !== "stack") return;
    let amount = 0;
    for (const name of sampleStacks) {
      const stack = stackIn(estate, name);
      for (const read of readsOf(entry, stack, estate.data)) {
        for (const deed of brokenSo(stack, read)) {
          const verdicts = judgeStack(deed.after[0] ?? stack, estate.data, [entry]);
          if (rulesThat("violated", verdicts).length === 0) continue;
          yield deed;
          amount += 1;
          if (amount === mostTried) return;
        }
      }
    }
  }

  function* brokenSo(stack: PolicyStack, { resource, path }: Read): Iterable<Mutation> {
    for (const { name, of } of breaks) {
      const broken = name === "unknown" ? undefined : of(valueAt(resource, path));
      if (broken === undefined) continue;
      const changed = replaced(resource, path, broken.after);
      const resources = stack.resources.map((each) => (each === resource ? changed : each));
      yield {
        title: `${resource.name}: ${path.join(".")} is ${name}`,
        before: [],
        after: [{ ...stack, resources }],
        dataBefore: estate.data,
        data: estate.data,
      };
    }
  }

  /** The rule's own cases: one that it passes, and each that it objects to. */
  function* violatingCases({ id }: PackEntry): Iterable<Mutation> {
    for (const { rule, stack, compliant, violating } of allCases) {
      if (rule !== id) continue;
      for (const each of violating) {
        for (const fine of compliant) {
          yield {
            title: each.title,
            before: [caseStack(stack, fine)],
            after: [caseStack(stack, each)],
            dataBefore: { ...caseData, ...fine.data },
            data: { ...caseData, ...each.data },
          };
        }
      }
    }
    for (const { rule, compliant, violating } of allEstateCases) {
      if (rule !== id) continue;
      for (const each of violating) {
        const stacks = ({ estate: declared }: typeof each | (typeof compliant)[number]) =>
          Object.entries(declared).map(([stack, list]) => stackOf(stack, list));
        yield {
          title: each.title,
          before: compliant.flatMap(stacks),
          after: stacks(each),
          dataBefore: caseData,
          data: caseData,
        };
      }
    }
  }
});

/** Ids of the rules that object to what is wrong, and not to what was fine. */
function objectionsTo(deed: Mutation, rules: readonly PackEntry[]): string[] {
  const usual = new Set(
    deed.before.flatMap((stack) => objections([stack], deed.dataBefore, rules)),
  );
  return objections(deed.after, deed.data, rules).filter((id) => !usual.has(id));
}

function objections(
  stacks: readonly PolicyStack[],
  data: PackData,
  rules: readonly PackEntry[],
): string[] {
  const together = stacks.length > 1 ? judgeTogether(stacks, data, rules) : [];
  return rulesThat("violated", [
    ...stacks.flatMap((stack) => judgeStack(stack, data, rules)),
    ...together.map(({ verdict }) => verdict),
  ]);
}

function caseStack(usual: string, { stack, subject, around }: Case): PolicyStack {
  const declared = [...(subject === undefined ? [] : [subject]), ...(around ?? [])];
  return stackOf(stack ?? usual, declared);
}

function firstOf<T>(items: Iterable<T>, test: (item: T) => boolean): T | undefined {
  for (const item of items) if (test(item)) return item;
  return undefined;
}
