import { expect } from "chai";
import { judge } from "../../policies/judge";
import { pack } from "../../policies/pack";
import type { Verdict } from "../../policies/verdict";
import { allCases, allEstateCases } from "./cases/all";
import { saysNothing } from "../support/says-nothing";
import type { Case, RuleCases } from "./support/cases";
import { data } from "./support/data";
import { type Declared, stackOf, unknown, urnOf } from "./support/declared";
import { type Replacement, replaceAt, wrongValues } from "./support/replace";

for (const cases of allCases) {
  describe(cases.rule, () => {
    cases.compliant.forEach((each, index) => {
      it(`compliant ${String(index + 1)}: ${each.title}`, () => {
        expect(judgeCase(cases, each)).to.include({ status: "passed", message: "" });
      });
    });

    cases.violating.forEach((each, index) => {
      it(`violating ${String(index + 1)}: ${each.title}`, () => {
        expect(judgeCase(cases, each)).to.include({ status: "violated", message: each.message });
      });
    });

    cases.notApplicable?.forEach((each, index) => {
      it(`not applicable ${String(index + 1)}: ${each.title}`, () => {
        expect(judgeCase(cases, each)).to.include({ status: "not-applicable" });
      });
    });

    const [first] = cases.compliant;
    for (const path of cases.needs) {
      for (const [what, value] of wrongValues) {
        it(`objects when ${path} is ${what}`, () => {
          expect(judgeCase(cases, changed(first, path, value))).to.include({ status: "violated" });
        });
      }
    }
    for (const path of [...cases.needs, ...(cases.awaits ?? [])]) {
      it(`waits for ${path} while it is unknown`, () => {
        const verdict = judgeCase(
          cases,
          changed(first, path, () => unknown),
        );
        expect(verdict).to.include({ status: "could-not-evaluate" });
        expect(verdict.message).to.contain("is not known before the update");
      });
    }
  });
}

for (const { rule, compliant, violating } of allEstateCases) {
  describe(rule, () => {
    compliant.forEach(({ title, estate }, index) => {
      it(`compliant ${String(index + 1)}: ${title}`, () => {
        expect(judgeEstate(rule, estate)).to.include({ status: "passed", message: "" });
      });
    });

    violating.forEach(({ title, estate, message }, index) => {
      it(`violating ${String(index + 1)}: ${title}`, () => {
        expect(judgeEstate(rule, estate)).to.include({ status: "violated", message });
      });
    });
  });
}

describe("the cases of the rules", () => {
  it("show every rule of the pack something it passes and something it objects to", () => {
    const shown = [...allCases, ...allEstateCases].map(({ rule }) => rule);
    expect(shown).to.have.members(pack.map(({ id }) => id));
  });
});

/** The rule's one verdict on the case's subject. */
function judgeCase({ rule, stack: usual }: RuleCases, { subject, around, ...each }: Case): Verdict {
  const stack = each.stack ?? usual;
  const declared = [...(subject === undefined ? [] : [subject]), ...(around ?? [])];
  const judgement = judge([stackOf(stack, declared)], { ...data, ...each.data });
  const verdicts = judgement.stacks
    .flatMap((judged) => judged.verdicts)
    .filter((verdict) => verdict.rule === rule);
  const [first] = verdicts;
  if (first === undefined) throw new Error(`${rule} gave no verdict`);
  expect(verdicts.map(({ message }) => message).filter(saysNothing)).to.deep.equal([]);
  if (subject === undefined) return first;
  const urn = urnOf(stack, subject);
  const verdict = verdicts.find((one) => one.urn === urn);
  // Where it judged others alone, it did not mean this one.
  return verdict ?? { ...first, status: "not-applicable", urn };
}

function judgeEstate(rule: string, estate: Readonly<Record<string, readonly Declared[]>>): Verdict {
  const stacks = Object.entries(estate).map(([stack, declared]) => stackOf(stack, declared));
  const [[stack, declared] = ["", []]] = Object.entries(estate);
  const [subject] = declared;
  const [judged] = judge(stacks, data).stacks;
  const verdict = judged?.verdicts.find(
    (each) => each.rule === rule && subject !== undefined && each.urn === urnOf(stack, subject),
  );
  if (verdict === undefined) throw new Error(`${rule} gave no verdict`);
  return verdict;
}

/** The case with one value replaced in its subject, or in the resource of that name. */
function changed(each: Case, place: string, value: Replacement): Case {
  const [path = "", name] = place.split(":").reverse();
  const change = (declared: Declared): Declared => ({
    ...declared,
    props: replaceAt(declared.props, path.split("."), value) as Declared["props"],
  });
  if (name !== undefined) {
    const around = (each.around ?? []).map((one) => (one.name === name ? change(one) : one));
    return { ...each, around };
  }
  if (each.subject === undefined) throw new Error("a case without a subject has nothing to change");
  return { ...each, subject: change(each.subject) };
}
