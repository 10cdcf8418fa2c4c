import { expect } from "chai";
import { knownIn } from "../../../../operations/stack/find/creations";
import type { StateResource } from "../../../../operations/stack/state";

const vpc = "aws:ec2/vpc:Vpc";
const bucket = "aws:s3/bucket:Bucket";
const provider: StateResource = {
  urn: "urn:pulumi:dev::platform::pulumi:providers:aws::aws",
  type: "pulumi:providers:aws",
  id: "p",
  inputs: { region: "eu-west-1" },
};
const urn = "urn:pulumi:dev::platform::aws:ec2/vpc:Vpc::network";

/** By what the state knows the objects of a resource. */
const keysOf = (resource: Partial<StateResource>) =>
  knownIn(
    {
      version: 3,
      deployment: {
        resources: [provider, { urn, type: vpc, provider: `${provider.urn}::p`, ...resource }],
      },
    },
    new Set([vpc, bucket]),
  ).map((known) => [known.key, known.provider]);

describe("the objects that a state has already", () => {
  it("are known by the id that the service chose, or by what they are imported by", () => {
    expect(keysOf({ id: "vpc-1" })).to.deep.equal([["vpc-1", provider.urn]]);
    const files = { type: bucket, id: "files", inputs: { bucket: "files", region: "eu-west-3" } };
    expect(keysOf(files)).to.deep.equal([["files@eu-west-3", provider.urn]]);
    expect(keysOf({ ...files, inputs: {} })).to.deep.equal([["files", provider.urn]]);
  });

  it("are those that wait to be deleted as well, and not those that were", () => {
    expect(keysOf({ id: "vpc-1", delete: true })).to.have.length(1);
    expect(keysOf({ id: "vpc-1", pendingReplacement: true })).to.deep.equal([]);
  });

  it("are of the types alone that are asked for, and made", () => {
    expect(keysOf({ type: "aws:ec2/subnet:Subnet", id: "subnet-1" })).to.deep.equal([]);
    expect(keysOf({})).to.deep.equal([]);
  });
});
