import type { ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { expect } from "chai";
import { policiesOf } from "../../policies/crossguard";
import { pack } from "../../policies/pack";
import type { PackData } from "../../policies/pack-data";
import { data } from "./support/data";
import { type Declared, urnOf } from "./support/declared";

const endpoint: Declared = {
  type: "neon:index:Endpoint",
  name: "endpoint",
  props: { suspendTimeoutSeconds: 300 },
};
const urn = urnOf("production", endpoint);

const waiver = {
  rule: "input-require-value",
  resource: urn,
  owner: "operations@acme.example",
  reason: "a test",
  expires: "2026-11-21",
};

class NotApplicable extends Error {}

/** What the engine hands to either kind of policy. */
const args = {
  urn,
  type: endpoint.type,
  name: endpoint.name,
  props: endpoint.props,
  opts: {
    protect: false,
    ignoreChanges: [],
    aliases: [],
    additionalSecretOutputs: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  },
  dependencies: [],
  propertyDependencies: {},
  stackTags: new Map<string, string>(),
  isType: () => false,
  asType: () => undefined,
  getConfig: () => {
    throw new Error("the pack has no configuration");
  },
  notApplicable: (): never => {
    throw new NotApplicable();
  },
};

/** What one policy reports of the endpoint's stack. */
async function reports(rule: string, more: Partial<PackData>): Promise<readonly string[]> {
  const policy = policiesOf(pack, { ...data, ...more }).find(({ name }) => name === rule);
  const messages: string[] = [];
  const report = (message: string) => {
    messages.push(message);
  };
  if (policy !== undefined && "validateStack" in policy) {
    const stack: StackValidationArgs = { ...args, resources: [args] };
    await policy.validateStack(stack, report);
  } else {
    const validate = policy?.validateResource;
    if (typeof validate !== "function") throw new Error(`no policy ${rule}`);
    const resource: ResourceValidationArgs = args;
    await validate(resource, report);
  }
  return messages;
}

describe("waivers under CrossGuard", () => {
  it("set a violation aside", async () => {
    expect(await reports("input-require-value", { waivers: [] })).to.have.length(1);
    expect(await reports("input-require-value", { waivers: [waiver] })).to.deep.equal([]);
  });

  it("no longer do once they have expired, and are reported", async () => {
    const expired = { waivers: [waiver], today: "2026-11-22" };
    expect(await reports("input-require-value", expired)).to.have.length(1);
    const [message] = await reports("waivers-require-validity", expired);
    expect(message).to.contain("which expired on 2026-11-21");
  });

  it("are fine while they are needed", async () => {
    expect(await reports("waivers-require-validity", { waivers: [waiver] })).to.deep.equal([]);
  });

  it("are not applicable to a stack that has none", async () => {
    let thrown: unknown;
    try {
      await reports("waivers-require-validity", { waivers: [] });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.instanceOf(NotApplicable);
  });
});
