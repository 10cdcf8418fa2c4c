import { expect } from "chai";
import { judge } from "../../policies/judge";
import { pack } from "../../policies/pack";
import type { PackData } from "../../policies/pack-data";
import { compliant, estateRule } from "../../policies/rule";
import type { Verdict } from "../../policies/verdict";
import { data } from "./support/data";
import { type Declared, stackOf, unknown, urnOf } from "./support/declared";

const endpoint = (name: string, suspendTimeoutSeconds: unknown = -1): Declared => ({
  type: "neon:index:Endpoint",
  name,
  props: { suspendTimeoutSeconds },
});

const rule = "input-require-value";
const of = (verdicts: readonly Verdict[], id: string) =>
  verdicts.filter((each) => each.rule === id);

/** Everything that the policies say of a stack of these resources. */
const verdictsOn = (
  stack: string,
  declared: readonly Declared[],
  more: Partial<PackData> = {},
): readonly Verdict[] =>
  judge([stackOf(stack, declared)], { ...data, ...more }).stacks.flatMap(
    ({ verdicts }) => verdicts,
  );

const waiver = {
  rule,
  resource: urnOf("production", endpoint("a")),
  owner: "operations@acme.example",
  reason: "load is being measured",
  expires: "2026-11-21",
};

describe("judge, of one stack", () => {
  it("gives one verdict for each rule and resource it applies to, in the order of pack and URN", () => {
    const declared = [endpoint("c"), endpoint("a", 300), endpoint("b", unknown)];
    const verdicts = verdictsOn("production", declared);

    expect(of(verdicts, rule).map(({ urn, status }) => [urn, status])).to.deep.equal([
      [urnOf("production", endpoint("a")), "violated"],
      [urnOf("production", endpoint("b")), "could-not-evaluate"],
      [urnOf("production", endpoint("c")), "passed"],
    ]);
    // What only shows over all stacks is said after what each shows by itself.
    const order = [...pack]
      .sort((a, b) => Number(a.judges === "estate") - Number(b.judges === "estate"))
      .map(({ id }) => id);
    const ranks = verdicts.map((verdict) => order.indexOf(verdict.rule));
    expect(ranks).to.deep.equal([...ranks].sort((a, b) => a - b));
    const pairs = verdicts.map((verdict) => `${verdict.rule} ${verdict.urn}`);
    expect(new Set(pairs).size).to.equal(pairs.length);
  });

  it("says the same whatever the order in which the program declares", () => {
    const declared = [endpoint("c"), endpoint("a", 300), endpoint("b", unknown)];
    expect(verdictsOn("production", [...declared].reverse())).to.deep.equal(
      verdictsOn("production", declared),
    );
  });

  it("says once, of the stack, that a rule has nothing to judge", () => {
    const verdicts = verdictsOn("production", []);
    expect(of(verdicts, rule)).to.deep.equal([
      {
        rule,
        level: "mandatory",
        status: "not-applicable",
        urn: "urn:pulumi:production::platform::pulumi:pulumi:Stack::platform-production",
        message: "nothing in this stack to judge",
      },
    ]);
  });

  it("finds a stack's URN for a program that never registered it", () => {
    const [only] = stackOf("production", [endpoint("a")]).resources.slice(1);
    if (only === undefined) throw new Error("no resource");
    const [judged] = judge([{ stack: "production", resources: [only] }], data).stacks;
    expect(of(judged?.verdicts ?? [], "stack-require-destroy-guard")[0]?.urn).to.equal(
      "urn:pulumi:production::platform::pulumi:pulumi:Stack::platform-production",
    );
  });

  it("objects when a check breaks", () => {
    const team: Declared = {
      type: "github:index/teamRepository:TeamRepository",
      name: "a",
      props: {},
    };
    const [verdict] = of(verdictsOn("production", [team]), "team-require-permission");
    expect(verdict).to.include({
      status: "violated",
      message:
        'team-require-permission: the rule could not read github:index/teamRepository:TeamRepository "a": teamId is missing, not a text (ACC-1). Leave it out, or set permission to what the team may do; repository.teams in policies/environments.yaml says it.',
    });
  });

  it("refuses a stack that environments.yaml does not know", () => {
    expect(() => verdictsOn("prod", [])).to.throw(
      'the stack "prod" is not in policies/environments.yaml',
    );
    expect(() => verdictsOn("pr-0", [])).to.throw('"pr-0"');
  });

  it("waives a violation until the day that the waiver names", () => {
    const declared = [endpoint("a", 300), endpoint("b", 300)];
    const verdicts = verdictsOn("production", declared, { waivers: [waiver] });

    expect(of(verdicts, rule).map(({ status }) => status)).to.deep.equal(["waived", "violated"]);
    expect(of(verdicts, rule)[0]?.message).to.equal(
      'input-require-value: neon:index:Endpoint "a" has another suspendTimeoutSeconds (it takes -1 in production, and 60 to 3600 seconds elsewhere; waking up costs a visitor seconds, and a night awake costs money (DAT-9)) (PRC-22). Set it so, or change the card in policies/cards with who answers for it. Waived until 2026-11-21 by operations@acme.example: load is being measured',
    );
    expect(of(verdicts, "waivers-require-validity")[0]?.status).to.equal("passed");
  });

  it("objects again the day after, and to the waiver as well", () => {
    const late = { today: "2026-11-22", waivers: [waiver] };
    const verdicts = verdictsOn("production", [endpoint("a", 300)], late);
    expect(of(verdicts, rule)[0]?.status).to.equal("violated");
    expect(of(verdicts, "waivers-require-validity")[0]?.status).to.equal("violated");
  });

  it("takes the shared stack for production, which runs on it", () => {
    const rule = "tags-require";
    const bucket = {
      type: "aws:s3/bucket:Bucket",
      name: "b",
      props: { tags: { environment: "x" } },
    };
    const waivers = [{ ...waiver, rule, resource: urnOf("shared", bucket) }];
    const verdicts = verdictsOn("shared", [bucket], { waivers });
    expect(of(verdicts, rule)[0]?.status).to.equal("violated");
    expect(of(verdicts, "waivers-require-validity")[0]?.message).to.include("can't be waived here");
  });

  it("waives outside production what can't be waived there", () => {
    const bucket: Declared = { type: "aws:s3/bucket:Bucket", name: "b", props: { tags: {} } };
    const waivers = [{ ...waiver, rule: "tags-require", resource: urnOf("staging", bucket) }];
    const verdicts = verdictsOn("staging", [bucket], { waivers });
    expect(of(verdicts, "tags-require")[0]?.status).to.equal("waived");
  });

  it("reads each resource's values a fixed number of times, however many there are", () => {
    const readsOf = (count: number): number => {
      let reads = 0;
      const counted = (name: string): Declared => {
        const props = { bucket: `acme-production-${name}`, tags: { environment: "x" } };
        return {
          type: "aws:s3/bucket:Bucket",
          name,
          props: new Proxy(props, {
            get(target, key, receiver): unknown {
              reads += 1;
              return Reflect.get(target, key, receiver);
            },
          }),
        };
      };
      const declared = Array.from({ length: count }, (_, index) => counted(`b${String(index)}`));
      verdictsOn("production", declared);
      return reads;
    };
    expect(readsOf(200)).to.equal(2 * readsOf(100));
  });
});

describe("judge, of several stacks", () => {
  const [usual] = pack;
  if (usual === undefined) throw new Error("the pack is empty");
  const broken = estateRule({
    ...usual,
    *check([first]) {
      if (first !== undefined) {
        yield { stack: first.stack, resource: first.index.root, outcome: () => compliant };
      }
      throw new Error("a range is no text");
    },
  });

  it("objects for every stack when a rule breaks off, instead of breaking off itself", () => {
    const stacks = [stackOf("dev", []), stackOf("staging", [])];
    const [dev, staging] = judge(stacks, data, [broken]).stacks;
    expect(dev?.verdicts.map(({ status }) => status)).to.have.members(["passed", "violated"]);
    expect(staging?.verdicts.map(({ status }) => status)).to.deep.equal(["violated"]);
    expect(staging?.verdicts[0]?.message).to.contain("a range is no text");
  });

  const provider = (account: string): Declared => ({
    type: "pulumi:providers:aws",
    name: "aws",
    props: { allowedAccountIds: [account] },
  });

  it("gives every stack its verdicts, in the order in which the stacks were given", () => {
    const { stacks } = judge(
      [stackOf("dev", [provider("1".repeat(12))]), stackOf("staging", [provider("1".repeat(12))])],
      data,
    );
    expect(
      stacks.flatMap(({ stack, verdicts }) =>
        of(verdicts, "account-isolate").map(({ status }) => [stack, status]),
      ),
    ).to.deep.equal([
      ["dev", "violated"],
      ["staging", "violated"],
    ]);
  });

  it("says once per stack that a rule has nothing to judge", () => {
    const estate = pack.filter(({ judges }) => judges === "estate");
    const { stacks } = judge([stackOf("dev", []), stackOf("staging", [])], data, estate);
    for (const { verdicts } of stacks) {
      expect(verdicts.map(({ rule: id }) => id)).to.deep.equal(estate.map(({ id }) => id));
      for (const { status } of verdicts) expect(status).to.equal("not-applicable");
    }
    expect(stacks).to.have.length(2);
  });

  it("can't judge what it can't read yet", () => {
    const unread = { ...provider("x"), props: { allowedAccountIds: unknown } };
    expect(of(verdictsOn("dev", [unread]), "account-isolate")[0]?.status).to.equal(
      "could-not-evaluate",
    );
  });

  it("never prints the value of a secret", () => {
    const version: Declared = {
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      name: "v",
      props: { secretString: "hunter2" },
    };
    const judgement = judge([stackOf("dev", [version]), stackOf("staging", [version])], data);
    expect(JSON.stringify(judgement))
      .to.contain("shares a secret's value")
      .and.not.contain("hunter2");
  });
});
