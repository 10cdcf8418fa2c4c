import { expect } from "chai";
import * as fc from "fast-check";
import { explanationOf, explanations, ofStaging } from "../../policies/parity/explanations";
import { type Kind, kindsOf } from "../../policies/parity/kinds";
import { Neutral } from "../../policies/parity/neutral";
import { parityIn, type Parity } from "../../policies/parity/parity";
import { valueAt } from "../../policies/read";
import type { PolicyResource, PolicyStack } from "../../policies/resource";
import { scopedOf } from "../../policies/scope";
import { toPolicyStack } from "../../preview/judge/judging";
import { recordSample } from "../support/sample";
import {
  type Estate,
  recordEstate,
  rulesThat,
  stackIn,
  verdictsOn,
  withStack,
} from "./mutations/estate";
import { replaceAt } from "./support/replace";

function withProps(resource: PolicyResource, props: unknown): PolicyResource {
  return { ...resource, props: props as PolicyResource["props"] };
}

describe("the parity of staging and production", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  const scoped = (stack: PolicyStack) => scopedOf(stack, estate.data);
  const parity = (
    staging = stackIn(estate, "staging"),
    production = stackIn(estate, "production"),
  ): Parity => {
    const found = parityIn([scoped(production), scoped(staging)]);
    if (found === undefined) throw new Error("no parity");
    return found;
  };
  /** The other way round: what production has of staging's. */
  const inReturn = (
    staging = stackIn(estate, "staging"),
    production = stackIn(estate, "production"),
  ): Parity | undefined => parityIn([scoped(production), scoped(staging)], "staging", "production");
  const stagingWith = (
    change: (each: PolicyResource) => PolicyResource | undefined,
  ): PolicyStack => {
    const { stack, resources } = stackIn(estate, "staging");
    return { stack, resources: resources.flatMap((each) => change(each) ?? []) };
  };
  /** Staging's kinds, and what every one of production's has of each. */
  const held = (): { readonly kind: Kind; readonly controls: readonly string[] }[] => {
    const environments = [
      scoped(stackIn(estate, "production")),
      scoped(stackIn(estate, "staging")),
    ];
    const neutral = new Neutral(environments.map(({ environment }) => environment));
    const [inProduction, inStaging] = environments.map((each) => kindsOf(each, neutral));
    return [...(inStaging?.values() ?? [])].flatMap((kind) => {
      const copies = inProduction?.get(kind.name)?.copies;
      if (copies === undefined) return [];
      const controls = [...(copies[0]?.controls ?? [])].filter((control) =>
        [...copies, ...kind.copies].every((copy) => copy.controls.has(control)),
      );
      return [{ kind, controls }];
    });
  };

  /** Whether staging's resource has a switch at the path, and not an item of a list. */
  const hasPlain = (urn: string, path: string): boolean => {
    const resource = stackIn(estate, "staging").resources.find((each) => each.urn === urn);
    return typeof valueAt(resource?.props ?? {}, path) === "boolean";
  };

  it("is whole in the sample: whatever staging lacks is explained", () => {
    const { missing, percent, alike } = parity();
    expect(missing).to.deep.equal([]);
    expect(percent).to.equal(100);
    expect(alike).to.be.greaterThan(1_000);
  });

  it("is whole the other way round, and misses in production what is taken out of it alone", () => {
    expect(inReturn()?.missing).to.deep.equal([]);
    const { stack, resources } = stackIn(estate, "production");
    const less = resources.filter(({ name }) => name !== "production-blue-hook-caller-policy");
    const missing = inReturn(undefined, { stack, resources: less })?.missing ?? [];
    expect(missing.map(({ control }) => control)).to.deep.equal([
      "part aws:iam/rolePolicy:RolePolicy caller-policy",
    ]);
  });

  it("has no reason that explains nothing", () => {
    const why = parity().explained;
    expect([...new Set(explanations.map((each) => each.why))]).to.have.members([...why.keys()]);
    const back = [...(inReturn()?.explained.keys() ?? [])];
    expect(back).to.include.members(ofStaging.map((each) => each.why));
  });

  it("is the same whichever cell is live, however many cells, stores and tasks there are", async () => {
    const cells = fc.constantFrom(
      { cells: ["blue"], live: "blue" },
      { cells: ["green"], live: "green" },
      { cells: ["blue", "green"], live: "green" },
      { cells: ["blue", "green"], live: "blue", warm: "green" },
      { cells: ["blue", "green"], live: "green", warm: "blue" },
    );
    const stores = fc.subarray(["photos", "invoices", "exports"]);
    const operated = async (stack: string, drawn: Readonly<Record<string, unknown>>) => {
      const settings = Object.entries(drawn).map(([key, value]) => [
        `platform:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]);
      return toPolicyStack(
        await recordSample(stack, {
          settings: Object.fromEntries(settings) as Record<string, string>,
        }),
      );
    };
    const drawn = fc.tuple(cells, stores).map(([some, more]) => ({
      ...some,
      objectStores: ["documents", ...more],
    }));
    await fc.assert(
      fc.asyncProperty(drawn, drawn, async (inStaging, inProduction) => {
        const staging = await operated("staging", inStaging);
        const production = await operated("production", inProduction);
        expect(parity(staging, production)).to.deep.include({ missing: [], percent: 100 });
        expect(inReturn(staging, production)?.missing).to.deep.equal([]);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it("tells of a kind of resource that is taken out of staging, whichever it is", () => {
    const kinds = held()
      .map(({ kind }) => kind)
      .filter(
        ({ name, parent }) => parent !== "" && explanationOf("production", name, "") === undefined,
      );
    expect(kinds.length).to.be.greaterThan(100);
    const taken = fc.property(fc.constantFrom(...kinds), ({ name, copies }) => {
      const gone = new Set(copies.map(({ urn }) => urn));
      const { missing } = parity(stagingWith((each) => (gone.has(each.urn) ? undefined : each)));
      expect(missing, name).not.to.deep.equal([]);
    });
    fc.assert(taken, { numRuns: 30 });
  });

  it("tells of a switch that is turned in one of staging's resources, whichever it is", () => {
    const switches = held().flatMap(({ kind: { name, copies }, controls }) =>
      controls.flatMap((control) => {
        if (explanationOf("production", name, control) !== undefined) return [];
        const path = /^([a-zA-Z.]+): (?:true|false)$/.exec(control)?.[1];
        const urn = copies.at(-1)?.urn;
        const isPlain = urn !== undefined && path !== undefined && hasPlain(urn, path);
        return isPlain ? [{ urn, path, control }] : [];
      }),
    );
    expect(switches.length).to.be.greaterThan(40);
    const turned = fc.property(fc.constantFrom(...switches), ({ urn, path, control }) => {
      const turn = (is: unknown) => is !== true;
      const staging = stagingWith((each) =>
        each.urn === urn ? withProps(each, replaceAt(each.props, path.split("."), turn)) : each,
      );
      expect(parity(staging).missing).to.deep.equal([{ urn, control }]);
    });
    fc.assert(turned, { numRuns: 30 });
  });

  it("violates its rule, on staging's stack, with a single control", () => {
    const without = stagingWith((each) =>
      each.type === "aws:ec2/flowLog:FlowLog" ? undefined : each,
    );
    const poor = withStack(estate, "staging", without);
    expect(rulesThat("violated", verdictsOn(poor, "staging"))).to.include("staging-require-parity");
    expect(rulesThat("violated", verdictsOn(estate, "staging"))).to.deep.equal([]);
  });

  it("takes sizes, names and ids for what they are in each environment", () => {
    const set = (type: string, more: object): PolicyStack =>
      stagingWith((each) =>
        each.type === type ? withProps(each, { ...each.props, ...more }) : each,
      );
    const renamed = set("aws:ecs/cluster:Cluster", { name: "acme-staging-x" });
    const shorter = set("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 14 });
    expect([parity(renamed).missing, parity(shorter).missing]).to.deep.equal([[], []]);
  });

  it("is no figure without both", () => {
    expect(parityIn([scoped(stackIn(estate, "production"))])).to.equal(undefined);
    expect(parityIn([scoped(stackIn(estate, "staging"))])).to.equal(undefined);
  });
});
