import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { judge } from "../../policies/judge";
import { durationSeconds } from "../../policies/dates";
import { pack } from "../../policies/pack";
import type { PolicyResource, PolicyStack, Properties } from "../../policies/resource";
import type { Verdict } from "../../policies/verdict";
import { auditStates } from "../../preview/judge/audit";
import { kitOf } from "./kit/kit";
import { type BrokenValue, withBroken } from "./mutations/broken-value";
import brokenValues from "./mutations/broken-values.json";
import { type Estate, recordEstate, type StackName, stackIn, withStack } from "./mutations/estate";
import { Analyzer } from "./support/analyzer";
import { folderForAll } from "../support/temporary-folder";

/** How many things are wrong at once: enough to go through every kind of rule. */
const wrong = 60;

/** As the engine marks a secret in an export that shows secrets. */
const secret = (value: unknown): unknown => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

/** Some of the kit's attacks, or all with `KIT=full`; a state, and what is sent here, holds nothing unknown. */
const attacks = kitOf()
  .filter(({ id }) => !id.endsWith("= ?"))
  .filter((_, index) => process.env.KIT === "full" || index % 300 === 7);

describe("one stack, judged in three ways", () => {
  let analyzer: Analyzer;
  let folder: string;
  let sample: Estate;
  folderForAll((made) => (folder = made));
  before(async () => {
    sample = await recordEstate();
    analyzer = await Analyzer.start();
  });
  after(() => {
    analyzer.stop();
  });

  it("is wrong in many ways, and known as a whole", () => {
    const verdicts = offline(brokenEstate(sample), "production");
    const objecting = verdicts.filter(({ status }) => status === "violated");
    expect(new Set(objecting.map(({ rule }) => rule)).size).to.be.greaterThan(30);
    expect(verdicts.filter(({ status }) => status === "could-not-evaluate")).to.deep.equal([]);
  });

  it("gets the same verdicts from the audit of its exported state", () => {
    expectAudited(brokenEstate(sample), "production");
  });

  it("gets the same objections from the SDK's launcher, as the engine asks it", async () => {
    await expectAnalyzed(brokenEstate(sample), "production");
  });

  for (const { id, stack, apply } of attacks) {
    it(`gets the same after an attack: ${id}`, async () => {
      const attacked = apply(sample);
      const resources = stackIn(attacked, stack).resources.map(asSent);
      const sent = withStack(attacked, stack, { stack, resources });
      expectAudited(sent, stack);
      await expectAnalyzed(sent, stack);
    });
  }

  function expectAudited(estate: Estate, stack: StackName): void {
    const file = join(folder, `${stack}.json`);
    writeFileSync(file, JSON.stringify(exported(stackIn(estate, stack))));
    const report = auditStates({ states: [file], stacks: [] }, estate.data);
    expect(report.stacks[0]?.verdicts.map(lineOf)).to.deep.equal(
      offline(estate, stack).map(lineOf),
    );
  }

  async function expectAnalyzed(estate: Estate, stack: StackName): Promise<void> {
    const { resources } = stackIn(estate, stack);
    const diagnostics = [];
    for (const resource of resources) {
      for (const diagnostic of await analyzer.analyze(resource)) {
        diagnostics.push({ diagnostic, urn: resource.urn });
      }
    }
    for (const diagnostic of await analyzer.analyzeStack(resources)) {
      diagnostics.push({ diagnostic, urn: diagnostic.getUrn() });
    }
    const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
    const objections = diagnostics.map(({ diagnostic, urn }) => {
      const [, message = ""] = diagnostic.getMessage().split("\n");
      return `${diagnostic.getPolicyname()} ${urn === "" ? root : urn} ${message}`;
    });
    const overAll = new Set(pack.filter(({ judges }) => judges === "estate").map(({ id }) => id));
    const alone = offline(estate, stack)
      .filter(({ rule, status }) => status === "violated" && !overAll.has(rule))
      .map(({ rule, urn, message }) => `${rule} ${urn} ${message}`);
    expect(objections.sort()).to.deep.equal(alone.sort());
  }
});

function offline(estate: Estate, stack: StackName): readonly Verdict[] {
  return judge([stackIn(estate, stack)], estate.data).stacks.flatMap(({ verdicts }) => verdicts);
}

/** On one line, so that a difference is told by its rule and resource. */
function lineOf({ rule, level, status, urn, message }: Verdict): string {
  return [rule, level, status, urn, message].join(" | ");
}

/** Production with many values broken, as far as they can be at once, and none unknown. */
function brokenEstate(estate: Estate): Estate {
  const values = (brokenValues as readonly BrokenValue[]).filter(
    ({ stack, how, waits }) =>
      stack === "production" && how !== "a sealed secret" && waits.length === 0,
  );
  const step = Math.max(1, Math.floor(values.length / wrong));
  const places = new Set<string>();
  const broken = values
    .filter((_, index) => index % step === 0)
    .reduce((all, value) => {
      // What another break has changed may hold no such value any more.
      const place = `${value.type} ${value.name}`;
      if (places.has(place)) return all;
      places.add(place);
      return withBroken(all, value) ?? all;
    }, estate);
  const { stack, resources } = stackIn(broken, "production");
  return withStack(broken, "production", { stack, resources: resources.map(asSent) });
}

/** A resource as either wire carries it: a list has no holes. */
function asSent(resource: PolicyResource): PolicyResource {
  return { ...resource, props: JSON.parse(JSON.stringify(resource.props)) as Properties };
}

/** As `pulumi stack export --show-secrets` writes the stack. */
function exported({ resources }: PolicyStack): unknown {
  return {
    version: 3,
    deployment: { resources: resources.map(stateOf) },
  };
}

function stateOf(resource: PolicyResource): unknown {
  const { urn, type, props, options, parent, provider, dependencies } = resource;
  const { create, update, delete: remove } = options.customTimeouts;
  return {
    urn,
    type,
    custom: provider !== undefined,
    inputs: Object.fromEntries(
      Object.entries(props).map(([key, value]) => [
        key,
        key === "secretString" ? secret(value) : value,
      ]),
    ),
    ...(parent === undefined ? {} : { parent }),
    ...(provider === undefined ? {} : { provider: `${provider.urn}::04da6b54` }),
    protect: options.protect,
    dependencies,
    propertyDependencies: resource.propertyDependencies,
    ignoreChanges: options.ignoreChanges,
    additionalSecretOutputs: options.additionalSecretOutputs,
    customTimeouts: {
      create: nanoseconds(create),
      update: nanoseconds(update),
      delete: nanoseconds(remove),
    },
  };
}

function nanoseconds(duration: string): number {
  return duration === "" ? 0 : durationSeconds(duration);
}
