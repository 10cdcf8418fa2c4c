import { expect } from "chai";
import { pack } from "../../../policies/pack";
import type { PolicyStack } from "../../../policies/resource";
import type { Rule } from "../../../policies/rule";
import type { Verdict } from "../../../policies/verdict";
import { sampleStacks } from "../../support/sample";
import { judgeAlone } from "../support/judge-alone";
import { saysNothing } from "../../support/says-nothing";
import { breaks } from "./breaks";
import { type Estate, recordEstate, stackIn, withResource } from "./estate";
import { type Read, formOf, readEveryInput, readsOf, replaced, valueAt } from "./reads";
import { survivors } from "./survivors";

const judging = pack.filter(
  ({ id, judges }) => (judges === "resource" || judges === "stack") && !readEveryInput.has(id),
);

describe("every value that a rule reads in the sample, broken in every way", () => {
  let estate: Estate;
  let mutations = 0;
  const survived = new Set<string>();
  const seen = new Set<string>();
  const slips = new Set<string>();
  before(async () => {
    estate = await recordEstate();
  });

  for (const rule of judging) {
    it(`${rule.id} or another rule objects, and none passes what is unknown`, () => {
      const unexpected = sampleStacks.flatMap((name) => {
        const stack = stackIn(estate, name);
        return readsOf(rule, stack, estate.data)
          .filter((read) => isNew(rule, read))
          .flatMap((read) => passing(rule, stack, read));
      });
      expect(unexpected.filter((mutation) => !isSurvivor(mutation))).to.deep.equal([]);
    });
  }

  it("is more than two thousand mutations", () => {
    expect(mutations).to.be.greaterThan(2_000);
  });

  it("is told in words, never as a value that is none", () => {
    expect([...slips]).to.deep.equal([]);
  });

  it("passes nothing in vain: every survivor listed still survives", () => {
    const listed = survivors.flatMap(({ type, path, breaks: names }) =>
      names.map((name) => `${type} ${path} ${name}`),
    );
    require("node:fs").writeFileSync("/tmp/left/gone.json", JSON.stringify(listed.filter((mutation) => !survived.has(mutation))));
    expect(listed.filter((mutation) => !survived.has(mutation))).to.deep.equal([]);
  });

  /** Each rule reads the same form of value of a type in many resources and stacks: one is enough. */
  function isNew({ id }: Rule, { resource, path }: Read): boolean {
    const form = `${id} ${path[0] === "tags" ? "" : resource.type} ${formOf(path)}`;
    if (seen.has(form)) return false;
    seen.add(form);
    return true;
  }

  /** The ways to break the value that no rule minds: `type path break`. */
  function passing(rule: Rule, stack: PolicyStack, { resource, path }: Read): string[] {
    const usual = judgeAlone(stack, estate.data, [rule]);
    return breaks.flatMap(({ name, of }) => {
      const broken = of(valueAt(resource, path));
      if (broken === undefined) return [];
      mutations += 1;
      const mutated = withResource(stack, resource, replaced(resource, path, broken.after));
      const verdicts = judgeAlone(mutated, estate.data, [rule]);
      for (const { message } of verdicts) if (saysNothing(message)) slips.add(message);
      if (isCaught(verdicts, usual)) return [];
      // What a rule reads while it is unknown it waits for itself: another rule's objection does not count.
      if (name !== "unknown" && isCaught(judgeAlone(mutated, estate.data), [])) return [];
      return [`${resource.type} ${formOf(path)} ${name}`];
    });
  }

  function isSurvivor(mutation: string): boolean {
    const [type = "", path = "", ...words] = mutation.split(" ");
    const name = words.join(" ");
    const found = survivors.some(
      (survivor) =>
        survivor.type === type && survivor.path === path && survivor.breaks.includes(name),
    );
    if (found) survived.add(mutation);
    return found;
  }
});

function isCaught(verdicts: readonly Verdict[], usual: readonly Verdict[]): boolean {
  const before = new Map(usual.map(({ rule, urn, status }) => [`${rule} ${urn}`, status]));
  return verdicts.some(
    ({ rule, urn, status }) =>
      (status === "violated" || status === "could-not-evaluate") &&
      before.get(`${rule} ${urn}`) !== status,
  );
}
