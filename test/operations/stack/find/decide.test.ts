import { expect } from "chai";
import {
  type Candidate,
  type Choices,
  decide,
  type Known,
  type Sighting,
} from "../../../../operations/stack/find/decide";
import type { Interrupted } from "../../../../operations/stack/find/finder";

const none: Choices = { adopt: new Map(), forget: new Set() };
const urn = "urn:pulumi:dev::platform::aws:ec2/vpc:Vpc::network";
const tags = { "logical-name": "network", environment: "dev", project: "shop" };

function interrupted(type: string, inputs: Interrupted["inputs"] = { tags }): Interrupted {
  return { urn, type, name: "network", inputs, providerUrn: "provider", provider: {} };
}

function sighting(id: string, outputs: Sighting["outputs"] = { tags }): Sighting {
  const candidate: Candidate = { urn, importId: id };
  return { ...candidate, id, outputs };
}

describe("what becomes of an interrupted creation", () => {
  const vpc = interrupted("aws:ec2/vpc:Vpc");
  const kindOf = (...args: Parameters<typeof decide>) => decide(...args).kind;

  it("adopts the one object that is there", () => {
    expect(kindOf(vpc, [sighting("vpc-1")], [], none)).to.equal("adopt");
  });

  it("forgets what was never made", () => {
    expect(decide(vpc, [], [], none)).to.deep.equal({
      kind: "forget",
      because: "it was never made",
    });
  });

  it("asks which of several it is", () => {
    const decision = decide(vpc, [sighting("vpc-1"), sighting("vpc-2")], [], none);
    expect(decision).to.deep.include({ kind: "ask", choices: ["vpc-1", "vpc-2"] });
  });

  it("leaves an object to the resource that has it already", () => {
    const known: Known = { type: vpc.type, key: "vpc-1", provider: "provider", urn: "urn:other" };
    const decision = decide(vpc, [sighting("vpc-1")], [known], none);
    expect(decision.kind).to.equal("forget");
    expect(decision.because).to.include("urn:other");
    expect(kindOf(vpc, [sighting("vpc-1"), sighting("vpc-2")], [known], none)).to.equal("adopt");
  });

  it("tells the revisions of one family apart, which share their id", () => {
    const known = { type: vpc.type, key: "vpc-1", provider: "provider", urn: "urn:other" };
    const made = (arn: string): Sighting => {
      const { outputs, ...rest } = sighting("vpc-1");
      return { ...rest, outputs: { ...outputs, arn } };
    };
    expect(kindOf(vpc, [made("a:2")], [{ ...known, arn: "a:1" }], none)).to.equal("adopt");
    expect(kindOf(vpc, [made("a:2")], [{ ...known, arn: "a:2" }], none)).to.equal("forget");
    expect(kindOf(vpc, [made("a:2")], [known], none)).to.equal("forget");
  });

  it("takes objects of one name in two accounts or regions for two", () => {
    const bucket = interrupted("aws:s3/bucket:Bucket");
    const known = { type: bucket.type, key: "files", provider: "another", urn: "urn:other" };
    expect(kindOf(bucket, [sighting("files")], [known], none)).to.equal("adopt");
    const own = { ...known, provider: "provider" };
    expect(kindOf(bucket, [sighting("files")], [own], none)).to.equal("forget");
  });

  for (const tag of ["logical-name", "environment", "project"]) {
    it(`asks about an object that has another ${tag}`, () => {
      const other = sighting("vpc-1", { tags: { ...tags, [tag]: "another" } });
      expect(decide(vpc, [other], [], none)).to.deep.include({ kind: "ask", choices: ["vpc-1"] });
    });
  }

  it("asks about an object without tags", () => {
    expect(kindOf(vpc, [sighting("vpc-1", {})], [], none)).to.equal("ask");
  });

  it("forgets what can be created again, and says why", () => {
    const wait = interrupted("aws:acm/certificateValidation:CertificateValidation");
    expect(decide(wait, [], [], none)).to.deep.include({ kind: "forget" });
    expect(decide(wait, [], [], none).because).to.include("waits");
  });

  it("asks about what nobody can find, and says how a person does", () => {
    const selection = interrupted("aws:backup/selection:Selection", { planId: "plan-1" });
    const decision = decide(selection, [], [], none);
    expect(decision.kind).to.equal("ask");
    expect(decision.because).to.include("--backup-plan-id plan-1");
  });

  it("asks about a type that it does not know", () => {
    expect(kindOf(interrupted("aws:rds/instance:Instance"), [], [], none)).to.equal("ask");
  });

  it("does what a person says", () => {
    const [one, other] = [sighting("vpc-1"), sighting("vpc-2")];
    const choose = (id: string): Choices => ({ ...none, adopt: new Map([[urn, id]]) });
    expect(decide(vpc, [one, other], [], choose("vpc-2"))).to.deep.include({
      kind: "adopt",
      sighting: other,
    });
    expect(kindOf(vpc, [], [], choose("vpc-2"))).to.equal("ask");
    expect(kindOf(vpc, [one], [], { ...none, forget: new Set([urn]) })).to.equal("forget");
  });
});
