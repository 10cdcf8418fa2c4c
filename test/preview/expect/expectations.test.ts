import { expect } from "chai";
import * as fc from "fast-check";
import { compareReports } from "../../../preview/compare/compare";
import { hold, isKnown, known } from "../../../preview/expect/expectations";
import { expectationsIn } from "../../../preview/expect/read";
import type { Values } from "../../../preview/report/report";
import { UsageError } from "../../../settings/usage-error";
import { arbitraryText } from "../../support/arbitrary-report";
import { report, StackBuilder } from "../../support/reports";
import { statement } from "../../support/sample-report";

const platform = (type: string, inputs: Values | undefined, ...stacks: readonly string[]) =>
  report(
    ...["dev", "production"].map((stack) => {
      const builder = new StackBuilder(stack);
      builder.verdict("tags-require", "passed");
      if (inputs !== undefined && stacks.includes(stack)) builder.resource(type, "it", { inputs });
      return builder;
    }),
  );

const bucket = "aws:s3/bucket:Bucket";
const of = (type: string, before: Values | undefined, after: Values | undefined) =>
  compareReports(platform(type, before, "production"), platform(type, after, "production"));

describe("what a pull request says to expect", () => {
  it("is read from lines of its text, listed or not, in any case and with either line end", () => {
    const text =
      "Bigger tasks.\r\nexpect: Replaces nothing.\r\n- expect:  no access gained in dev, production\n* Expect: deletes nothing\nWe expect: a lot of it.\n";
    expect(expectationsIn(text)).to.deep.equal([
      { what: "replaces nothing", stacks: [] },
      { what: "no access gained", stacks: ["dev", "production"] },
      { what: "deletes nothing", stacks: [] },
    ]);
  });

  it("is an error where nobody knows it, with what was meant and all that is known", () => {
    expect(() => expectationsIn("expect: replace nothing\nexpect: cost at most -5 %"))
      .to.throw(UsageError)
      .with.property("message")
      .that.contains('"replace nothing", did you mean replaces nothing?')
      .and.contains('"cost at most -5 %"')
      .and.contains(known.map((what) => `"${what}"`).join(", "));
  });

  it("is an error of a stack that is not there", () => {
    const wrong = expectationsIn("expect: deletes nothing in prod");
    expect(() => hold(wrong, of(bucket, {}, {}))).to.throw(UsageError, /prod.*dev, production/);
  });

  it("is read or refused in a line of known length, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(arbitraryText), (texts) => {
        const text = texts.map((each) => `expect: ${each}`).join("\n");
        try {
          for (const { what } of expectationsIn(text)) expect(isKnown(what)).to.equal(true);
        } catch (error) {
          expect(error).to.be.instanceOf(UsageError);
          expect(String(error).length).to.be.below(2_000);
        }
      }),
    );
  });

  const change = of(bucket, { bucket: "a" }, { bucket: "b" });
  const policy = (Action: string) => ({ policy: statement({ Effect: "Allow", Action }) });
  const cases: readonly (readonly [string, ReturnType<typeof of>, met: string, broken: string])[] =
    [
      ["is created", of(bucket, undefined, {}), "deletes nothing", "creates nothing"],
      ["may be replaced", change, "creates nothing", "replaces nothing"],
      ["loses its data", change, "no protection lost", "no data at risk"],
      ["is deleted", of(bucket, {}, undefined), "replaces nothing", "deletes nothing"],
      ["changes", of(bucket, { a: 1 }, { a: 2 }), "replaces nothing", "changes nothing"],
      [
        "may do more",
        of("aws:iam/rolePolicy:RolePolicy", policy("a:B"), policy("a:*")),
        "no data at risk",
        "no access gained",
      ],
    ];
  for (const [what, comparison, met, broken] of cases) {
    it(`is "${met}", and not "${broken}", of what ${what}`, () => {
      const [good, bad] = hold(expectationsIn(`expect: ${met}\nexpect: ${broken}`), comparison);
      expect(good).to.deep.equal({ text: met, broken: [] });
      expect(bad?.broken.join()).to.match(/^production · .*\bit\b/);
    });
  }

  it("holds of the stacks it names alone", () => {
    const [elsewhere] = hold(expectationsIn("expect: replaces nothing in dev"), change);
    expect(elsewhere).to.deep.equal({ text: "replaces nothing in dev", broken: [] });
  });

  it("is met by a cost within its share, and says from what to what it rises above", () => {
    const key = "aws:kms/key:Key";
    const dearer = of(key, undefined, {});
    const [same, more] = hold(
      expectationsIn("expect: cost at most +0 % in dev\nexpect: cost at most +5 %"),
      dearer,
    );
    expect(same?.broken).to.deep.equal([]);
    expect(more?.broken).to.deep.equal(["production · from 0 to 1 USD a month"]);
    const [held] = hold(expectationsIn("expect: cost at most +0 %"), of(key, {}, { a: 1 }));
    expect(held?.broken).to.deep.equal([]);
  });

  it("is not met by a stack that is new, whose parts nobody was told of", () => {
    const added = compareReports(report(), platform(bucket, undefined));
    const [held] = hold(expectationsIn("expect: no access gained"), added);
    expect(held?.broken).to.deep.equal([
      "dev is new, with all that it holds",
      "production is new, with all that it holds",
    ]);
  });
});
