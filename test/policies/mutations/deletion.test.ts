import { expect } from "chai";
import { judge } from "../../../policies/judge";
import { pack } from "../../../policies/pack";
import type { PackData } from "../../../policies/pack-data";
import type { PolicyStack } from "../../../policies/resource";
import type { Rule } from "../../../policies/rule";
import { sampleStacks } from "../../support/sample";
import { allCases, allEstateCases } from "../cases/all";
import type { Case } from "../support/cases";
import { data as caseData } from "../support/data";
import { stackOf } from "../support/declared";
import { judgeAlone } from "../support/judge-alone";
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
const onWholeStacks = ["production-require-strongest-controls", "staging-require-parity"];

describe("a rule that is deleted from the pack", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  for (const rule of pack) {
    const always = companions.get(rule.id) ?? [];
    const others = always.length === 0 ? "nothing" : always.join(" and ");
    it(`${rule.id}: without it ${others} objects to a thing that it forbids`, () => {
      const asked = pack.filter(({ id }) => id === rule.id || !onWholeStacks.includes(id));
      const without = asked.filter((other) => other !== rule);
      const tried: string[] = [];
      const found = firstOf(deedsAgainst(rule), (deed) => {
        const objecting = objectionsTo(deed, asked);
        tried.push(`${deed.title}: ${objecting.join(", ")}`);
        return (
          objecting.includes(rule.id) &&
          objecting.every((id) => id === rule.id || always.includes(id))
        );
      });
      if (found === undefined) {
        throw new Error(`it alone objects to none of these:\n${tried.join("\n")}`);
      }
      const left = objectionsTo(found, without);
      expect(always, `${found.title}: ${left.join(", ")}`).to.include.members(left);
      expect(left).to.not.include(rule.id);
    });
  }

  function* deedsAgainst(rule: Rule): Iterable<Mutation> {
    yield* doneByHand(rule);
    yield* violatingCases(rule);
    yield* brokenValues(rule);
  }

  function* doneByHand({ id }: Rule): Iterable<Mutation> {
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
  function* brokenValues(rule: Rule): Iterable<Mutation> {
    if (rule.judges !== "resource" && rule.judges !== "stack") return;
    let amount = 0;
    for (const name of sampleStacks) {
      const stack = stackIn(estate, name);
      for (const read of readsOf(rule, stack, estate.data)) {
        for (const deed of brokenSo(stack, read)) {
          const verdicts = judgeAlone(deed.after[0] ?? stack, estate.data, [rule]);
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
  function* violatingCases({ id }: Rule): Iterable<Mutation> {
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
function objectionsTo(deed: Mutation, rules: readonly Rule[]): string[] {
  const usual = new Set(
    deed.before.flatMap((stack) => objections([stack], deed.dataBefore, rules)),
  );
  return objections(deed.after, deed.data, rules).filter((id) => !usual.has(id));
}

function objections(
  stacks: readonly PolicyStack[],
  data: PackData,
  rules: readonly Rule[],
): string[] {
  const verdicts =
    stacks.length > 1
      ? judge(stacks, data, rules).stacks.flatMap((judged) => judged.verdicts)
      : stacks.flatMap((stack) => judgeAlone(stack, data, rules));
  return rulesThat("violated", verdicts);
}

function caseStack(usual: string, { stack, subject, around }: Case): PolicyStack {
  const declared = [...(subject === undefined ? [] : [subject]), ...(around ?? [])];
  return stackOf(stack ?? usual, declared);
}

function firstOf<T>(items: Iterable<T>, test: (item: T) => boolean): T | undefined {
  for (const item of items) if (test(item)) return item;
  return undefined;
}
