import { expect } from "chai";
import { matches } from "../../../iam/pattern";
import { callsIn } from "../../../sandbox/identities/aws/call";
import { publishedActions } from "../../../sandbox/identities/aws/published";
import { arnsOf, splitResource } from "../../../sandbox/identities/aws/resource";
import { awsCalls, awsLookups } from "../../../sandbox/identities/aws/table/table";
import { callToken } from "../../../sandbox/cloud/database-function";
import { lookups } from "../../../sandbox/lookups/aws";
import { resourceModels } from "../../../sandbox/models";

/** What the reference holds of the older load balancers alone, which share the service's name. */
const ofOlderApi = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];
const whole = /^(?:[a-z][\w-]*:)?\{[\w.]+\}$/;
const place = { accountId: "111111111111", region: "eu-west-1", values: {}, find: () => undefined };

/** Every call of the table, with the ARN that it names, its properties filled in. */
const calls = Object.entries({ ...awsCalls, ...awsLookups }).flatMap(([type, row]) => {
  const [service = "", own = ""] = row.on.split(" ");
  const lists = [row.create, row.read, row.update, row.delete];
  return lists
    .flatMap((list) => callsIn(list ?? "", service))
    .map((call) => {
      const { service: of, resource } =
        call.on === undefined ? { service, resource: own } : splitResource(call.on, service);
      const filled = resource.replaceAll(/\{(\w+)[^}]*\}/g, (_, name) =>
        name === "path" ? "/" : "x",
      );
      return { type, call, isWhole: whole.test(resource), arn: arnsOf(of, filled, place)[0] ?? "" };
    });
});

describe("what the sandbox knows of AWS's calls", () => {
  it("is a row for every type of AWS that the program declares, and for every function that it calls", () => {
    const types = Object.keys(resourceModels).filter((type) => type.startsWith("aws:"));
    expect(Object.keys(awsCalls)).to.have.members(types);
    expect(Object.keys(awsLookups)).to.have.members([...Object.keys(lookups), callToken]);
  });

  it("names actions that AWS publishes, with resources of a kind that they take", () => {
    const wrong = calls.filter(({ call: { action }, arn, isWhole }) => {
      const { resources } = publishedActions[action] ?? { resources: undefined };
      if (resources === undefined) return true;
      if (resources.length === 0 || isWhole || ofOlderApi.includes(action)) return false;
      return !resources.some((pattern) => matches(pattern, arn));
    });
    expect(wrong.map(({ type, call, arn }) => `${type} ${call.action} ${arn}`)).to.deep.equal([]);
  });

  it("gives each call condition keys that AWS publishes for it", () => {
    const wrong = calls.flatMap(({ type, call: { action, context } }) =>
      Object.keys(context)
        .filter((key) => publishedActions[action]?.keys.includes(key) !== true)
        .map((key) => `${type} ${action} ${key}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("asks for every action that is published here", () => {
    const asked = new Set(calls.map(({ call }) => call.action));
    expect([...asked]).to.have.members(Object.keys(publishedActions));
  });
});
