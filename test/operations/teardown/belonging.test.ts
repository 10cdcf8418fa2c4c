import { expect } from "chai";
import fc from "fast-check";
import type { StateResource } from "../../../operations/stack/state";
import { strangersIn } from "../../../operations/teardown/belonging";
import {
  objectionToStack,
  tenanciesOfPullRequests,
} from "../../../operations/teardown/pull-request";
import type { Registration } from "../../../preview/run/recording";
import { revealMap } from "../../../preview/report/tree";
import { sampleRoot } from "../../support/project";
import { recordSample } from "../../support/sample";

const owner = { stack: "pr-7", owns: tenanciesOfPullRequests(sampleRoot()) };

describe("what a teardown of pr-7 takes to be its own", () => {
  const states = new Map<string, readonly StateResource[]>();
  before(async () => {
    for (const stack of ["pr-7", "pr-70", "dev", "staging", "production", "shared"]) {
      const { registrations } = await recordSample(stack);
      states.set(stack, [...registrations.values()].map(stateOf));
    }
  });
  const stateNamed = (stack: string) => states.get(stack) ?? [];

  it("is everything that its own program declares", () => {
    expect(stateNamed("pr-7")).to.have.length.greaterThan(100);
    expect(strangersIn(stateNamed("pr-7"), owner)).to.deep.equal([]);
  });

  for (const other of ["pr-70", "dev", "staging", "production", "shared"]) {
    it(`is nothing of ${other}'s, and none of it in its own state`, () => {
      const resources = stateNamed(other);
      expect(strangersIn(resources, owner)).to.have.length(resources.length);
    });

    it(`is nothing of ${other}'s that was renamed: the state by its stack, its resources one by one`, () => {
      const renamed = stateNamed(other)
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ urn, ...rest }) => ({
          ...rest,
          urn: urn.replace(`urn:pulumi:${other}::`, "urn:pulumi:pr-7::"),
        }));
      expect(strangersIn(renamed, owner)).to.have.length(renamed.length);
    });
  }

  it("is nothing whose logical name was changed too, as long as its tags or names say whose it is", () => {
    for (const other of ["pr-70", "dev", "staging", "production"]) {
      const disguised = stateNamed(other)
        .filter(({ type, inputs = {} }) => !type.startsWith("pulumi:") && "tags" in inputs)
        .map(({ urn, ...rest }) => ({
          ...rest,
          protect: false,
          urn: urn.replaceAll(new RegExp(`(?<=^urn:pulumi:|::)${other}`, "g"), "pr-7"),
        }));
      expect(disguised).to.have.length.greaterThan(50);
      expect(strangersIn(disguised, owner)).to.have.length(disguised.length);
    }
  });

  it("is the whole state or none of it: one stranger among them is found wherever it stands", () => {
    const own = stateNamed("pr-7");
    const strangers = stateNamed("production");
    fc.assert(
      fc.property(fc.nat(own.length), fc.nat(strangers.length - 1), (place, chosen) => {
        const [stranger] = strangers.slice(chosen);
        if (stranger === undefined) return;
        const mixed = [...own.slice(0, place), stranger, ...own.slice(place)];
        expect(strangersIn(mixed, owner)).to.have.length(1);
      }),
    );
  });

  const provider = (inputs: Readonly<Record<string, unknown>>): StateResource => ({
    urn: "urn:pulumi:pr-7::platform::pulumi:providers:aws::aws",
    type: "pulumi:providers:aws",
    inputs,
  });
  const subject = (type: string, inputs: object, more: object = {}): StateResource => ({
    urn: `urn:pulumi:pr-7::platform::${type}::pr-7-thing`,
    type,
    inputs: { ...inputs },
    ...more,
  });
  const objections: readonly (readonly [string, StateResource, string])[] = [
    [
      "a provider of another account",
      provider({ allowedAccountIds: '["333333333333"]' }),
      "pulumi:providers:aws aws is in an AWS account that is not dev's: 333333333333",
    ],
    [
      "a provider of its own account and another",
      provider({ allowedAccountIds: '["111111111111","333333333333"]' }),
      "pulumi:providers:aws aws is in an AWS account that is not dev's: 333333333333",
    ],
    [
      "a provider of any account",
      provider({ region: "eu-west-1" }),
      "pulumi:providers:aws aws acts in any account",
    ],
    [
      "a provider of dev's account and another",
      provider({ allowedAccountIds: '["111111111111","333333333333"]' }),
      "pulumi:providers:aws aws is in an AWS account that is not dev's: 333333333333",
    ],
    [
      "a bucket of another Cloudflare account",
      subject("cloudflare:index/r2Bucket:R2Bucket", {
        accountId: "c10d0000000000000000000000000001",
      }),
      "cloudflare:index/r2Bucket:R2Bucket pr-7-thing is in a Cloudflare account that is not dev's: c10d0000000000000000000000000001",
    ],
    [
      "a record of another zone",
      subject("cloudflare:index/dnsRecord:DnsRecord", {
        zoneId: "20e00000000000000000000000000001",
      }),
      "cloudflare:index/dnsRecord:DnsRecord pr-7-thing is in a Cloudflare zone that is not dev's: 20e00000000000000000000000000001",
    ],
    [
      "a database project",
      subject("neon:index:Project", {}),
      "neon:index:Project pr-7-thing is a whole database project",
    ],
    [
      "what is protected",
      subject("aws:s3/bucket:Bucket", {}, { protect: true }),
      "aws:s3/bucket:Bucket pr-7-thing is protected",
    ],
    [
      "a bucket of another environment",
      subject("aws:s3/bucket:Bucket", { bucket: "acme-production-files" }),
      `aws:s3/bucket:Bucket pr-7-thing is another environment's "acme-production-files"`,
    ],
    [
      "a bucket whose id is its own and whose name is another's",
      subject("aws:s3/bucket:Bucket", { bucket: "acme-dev-files" }, { id: "acme-pr-7-files" }),
      `aws:s3/bucket:Bucket pr-7-thing is another environment's "acme-dev-files"`,
    ],
    [
      "a role of another pull request, by its id",
      subject("aws:iam/role:Role", {}, { id: "acme-pr-70-deploy" }),
      `aws:iam/role:Role pr-7-thing is another environment's "acme-pr-70-deploy"`,
    ],
    [
      "a Worker that is tagged as dev's",
      subject("cloudflare:index/worker:Worker", { tags: ["a:b", "environment:dev"] }),
      "cloudflare:index/worker:Worker pr-7-thing is tagged as dev's",
    ],
    [
      "a key whose tag can't be read",
      subject("aws:kms/key:Key", { tags: { environment: { ciphertext: "v1:AAAA" } } }),
      "aws:kms/key:Key pr-7-thing is tagged as nobody's",
    ],
  ];
  for (const [what, resource, objection] of objections) {
    it(`is not ${what}`, () => {
      expect(strangersIn([resource], owner)).to.deep.equal([objection]);
    });
  }
});

describe("the name of a stack to take down", () => {
  it("is pr-<number> and nothing else", () => {
    for (const name of ["pr-1", "pr-7", "pr-123456789"]) {
      expect(objectionToStack(name), name).to.equal(undefined);
    }
    fc.assert(
      fc.property(fc.string(), (name) => {
        fc.pre(!/^pr-[1-9]\d{0,8}$/.test(name));
        expect(objectionToStack(name)).to.contain("expected pr-<number>");
      }),
      {
        examples: [
          "dev",
          "production",
          "shared",
          "",
          "pr-0",
          "pr-07",
          "pr-",
          "PR-7",
          "pr-7 ",
          "pr-7x",
        ].map((name) => [name]),
      },
    );
  });
});

/** What the engine would remember of a resource. */
function stateOf({ urn, type, id, inputs, options }: Registration): StateResource {
  return {
    urn,
    type,
    ...(id !== undefined && { id }),
    protect: options.protect,
    inputs: revealMap(inputs, "[unknown]"),
  };
}
