import { expect } from "chai";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import { Account } from "../../../sandbox/identities/aws/account";
import { awsAllows } from "../../../sandbox/identities/aws/guard";
import type { ModelValues } from "../../../sandbox/model";
import { folderForEach } from "../../support/temporary-folder";

const accountId = "111111111111";
const arnOf = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;
const roleArn = arnOf("role/worker");

describe("an account that decides on requests", () => {
  let store: ObjectStore;
  folderForEach((folder) => {
    store = new ObjectStore(folder);
  });

  function put(type: string, id: string, properties: ModelValues): void {
    const urn = `urn:pulumi:dev::platform::${type}::${id}`;
    store.put(
      { type, accountId, region: "eu-west-1" },
      { id, type, urn, generation: 1, inputs: [], properties },
    );
  }
  const allowing = (Action: string) =>
    JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } });
  const may = (action: string) =>
    awsAllows({ roleArn }, new Account(store, accountId), {
      action,
      resource: "arn:aws:s3:::files/a",
      context: {},
    });

  it("knows a key's aliases, whether they name it by its id or by its ARN", () => {
    const arn = `arn:aws:kms:eu-west-1:${accountId}:key/k`;
    put("aws:kms/key:Key", "k", { arn, keyId: "k" });
    for (const [name, targetKeyId] of Object.entries({ id: "k", arn, another: "other" })) {
      put("aws:kms/alias:Alias", name, { name, targetKeyId });
    }
    expect(new Account(store, accountId).aliases(arn)).to.have.members(["id", "arn"]);
  });

  it("lets a role do what its own and its attached policies both say, and nobody else's", () => {
    put("aws:iam/role:Role", "worker", { arn: roleArn, name: "worker" });
    put("aws:iam/rolePolicy:RolePolicy", "own", {
      name: "own",
      role: "worker",
      policy: allowing("s3:Get*"),
    });
    put("aws:iam/rolePolicy:RolePolicy", "others", {
      name: "others",
      role: "other",
      policy: allowing("s3:Delete*"),
    });
    const policyArn = arnOf("policy/writing");
    put("aws:iam/policy:Policy", "writing", { arn: policyArn, policy: allowing("s3:Put*") });
    put("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "it", { role: "worker", policyArn });
    expect(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"].map(may)).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  for (const [bound, allowed] of [
    ["policy/wide", true],
    ["policy/narrow", false],
    ["policy/missing", false],
  ] as const) {
    it(`${allowed ? "lets" : "does not let"} a role do what it may inside ${bound}`, () => {
      const name = "worker";
      put("aws:iam/role:Role", name, { arn: roleArn, name, permissionsBoundary: arnOf(bound) });
      const own = { name: "own", role: name, policy: allowing("s3:*") };
      put("aws:iam/rolePolicy:RolePolicy", "own", own);
      for (const [policy, action] of [
        ["policy/wide", "*"],
        ["policy/narrow", "logs:*"],
      ] as const) {
        put("aws:iam/policy:Policy", policy, { arn: arnOf(policy), policy: allowing(action) });
      }
      expect(may("s3:GetObject")).to.equal(allowed);
    });
  }
});
