import { expect } from "chai";
import { approvedAs } from "../../../preview/passport/approved";
import { differences } from "../../../preview/passport/differences";
import { passportsOf } from "../../../preview/passport/passport";
import type { Passport, ReportedResource, ReportedWaiver } from "../../../preview/report/report";
import { plainOptions, report, StackBuilder } from "../../support/reports";

type Asked = Omit<ReportedResource, "urn" | "type" | "name" | "parent">;
type Fill = (builder: StackBuilder) => unknown;

const passportsWith = (fill: Fill, ...waivers: readonly ReportedWaiver[]) => {
  const builder = new StackBuilder("production");
  fill(builder);
  const evidence = { files: new Map(), releases: new Map() };
  return passportsOf({ ...report(builder), waivers }, undefined, evidence);
};

/** What differs of what was approved. */
const told = (approved: readonly Passport[], now: readonly Passport[]) =>
  differences(approved.map(approvedAs), now)
    .flatMap((each) => each.differences)
    .flatMap(({ items = [] }) => items)
    .map(({ name }) => name.split("::").at(-1));

const madeOf = (more: Partial<Asked>) =>
  passportsWith((b) => b.resource("aws:sns/topic:Topic", "topic", more));

describe("the passport of a stack", () => {
  const asked = {
    provider: "urn:pulumi:production::platform::pulumi:providers:aws::other::0a1b",
    protect: true,
    dependencies: ["urn:other"],
    propertyDependencies: { name: ["urn:other"] },
    options: { ...plainOptions, ignoreChanges: ["name"] },
    inputs: { name: "other" },
  } satisfies Omit<Asked, "outputs" | "source">;
  for (const [key, value] of Object.entries(asked)) {
    it(`is another one where a resource has another ${key}`, () => {
      expect(told(madeOf({}), madeOf({ [key]: value }))).to.deep.equal(["topic"]);
    });
  }

  it("is the same whatever a cloud answers and wherever a resource is declared", () => {
    const other = madeOf({ outputs: { arn: "other" }, source: "other.ts:1" });
    expect(told(madeOf({}), other)).to.deep.equal([]);
  });

  it("is another one where a rule says something else, of something else or less strictly", () => {
    const judged = passportsWith((b) => b.verdict("tags-require", "violated"));
    const others: readonly Fill[] = [
      (b) => b.verdict("tags-require", "waived"),
      (b) => b.verdict("tags-require", "violated", { urn: "urn:other" }),
      (b) => b.verdict("tags-require", "violated", { level: "advisory" }),
    ];
    for (const other of others) {
      expect(told(judged, passportsWith(other))).to.deep.equal(["tags-require"]);
    }
  });

  it("is another one where a waiver has another owner, reason or day, or has ended", () => {
    const waiver: ReportedWaiver = {
      ...{ rule: "tags-require", resource: "urn:pulumi:production::platform::type::topic" },
      ...{ owner: "ann", reason: "until May", expires: "2027-05-01", daysLeft: 9 },
    };
    const changes = { owner: "ben", reason: "until June", expires: "2027-06-01", daysLeft: -1 };
    for (const [key, value] of Object.entries(changes)) {
      const other = { ...waiver, [key]: value };
      const found = told(
        passportsWith(() => 0, waiver),
        passportsWith(() => 0, other),
      );
      expect(found, key).to.deep.equal(["topic"]);
    }
  });
});
