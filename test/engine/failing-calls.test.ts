import { assert } from "chai";
import type { Fault } from "../../sandbox/cloud/faults";
import { describeEngine } from "./support/sandbox";
import { seed, seededSample, seedNote, share } from "./support/share";
import { smallProject } from "./support/small-project";
import type { StateResource } from "../../operations/stack/state";
import { verifyState, type State } from "./support/state";
import { Trial } from "./support/trial";

const failures = ["throttled", "server-error", "timeout"] as const;

describeEngine("A call of pr-7, with one service, that a cloud fails", () => {
  let trial: Trial | undefined;
  after(() => {
    trial?.dispose();
  });

  const prepared = async (): Promise<Trial> =>
    (trial ??= await Trial.prepare({ stack: "pr-7", operation: "up", root: smallProject() }));

  it("once fails the up and leaves out what depends on it, and nothing else; the next up makes up for it", async function () {
    this.timeout(0);
    const { changes } = await prepared();
    const all = Array.from({ length: changes }, (_, index) => ({
      happening: failureFor(index),
      number: index + 1,
    }));
    const chosen = seededSample(all, share({ seeded: 2, full: Infinity }), "once");
    for (const { happening, number } of chosen) {
      await named(`${happening} change * ${String(number)}`, () =>
        fails({ happening, operation: "change", type: "*", first: number, times: 1 }),
      );
    }
    this.runnable().title += ` (${said(chosen.length, changes)})`;
  });

  it("for ever, for all of one type, does the same until the service is well again", async function () {
    this.timeout(0);
    const types = typesIn((await prepared()).undisturbed);
    const all = types.map((type, index) => ({ happening: failureFor(index), type }));
    const chosen = seededSample(all, share({ seeded: 1, full: Infinity }), "for ever");
    for (const { happening, type } of chosen) {
      await named(`${happening} create ${type} always`, () =>
        fails({ happening, operation: "create", type, first: 1, times: Infinity }),
      );
    }
    this.runnable().title += ` (${said(chosen.length, types.length)})`;
  });

  /** The up fails, with a sound state that lacks nothing but the failure's dependants; the next one converges. */
  async function fails(fault: Fault): Promise<void> {
    const tried = await prepared();
    const operation = await tried.disturb([fault], { continueOnError: true });
    assert.isDefined(operation.failure, "the up must fail");
    const state = await tried.state();
    assert.deepEqual(verifyState(state), []);
    assert.deepEqual(state.pendingOperations, []);
    assert.deepEqual(tried.strays(state), []);
    const failed = tried.calls.changes
      .filter(({ happening }) => happening !== undefined)
      .map(({ urn }) => urn);
    assert.isNotEmpty(failed);
    const there = new Set(state.resources.map(({ urn }) => urn));
    const expected = dependantsOf(failed, tried.undisturbed);
    assert.deepEqual(
      tried.undisturbed.resources.map(({ urn }) => urn).filter((urn) => !there.has(urn)),
      expected,
    );
    const again = await tried.again();
    assert.isUndefined(again.failure, again.output);
    await tried.assertConverged();
  }
});

/** These, and whatever needs one of them to be there first. */
function dependantsOf(failed: readonly string[], { resources }: State): readonly string[] {
  const without = new Set(failed);
  for (const resource of resources) {
    if (neededBy(resource).some((urn) => without.has(urn))) without.add(resource.urn);
  }
  return resources.map(({ urn }) => urn).filter((urn) => without.has(urn));
}

function neededBy({ parent, provider, dependencies = [] }: StateResource): readonly string[] {
  return [parent ?? "", provider?.split("::").slice(0, -1).join("::") ?? "", ...dependencies];
}

/** Types that a cloud is asked for. */
function typesIn({ resources }: State): readonly string[] {
  const asked = resources.filter(
    ({ custom, type }) => custom === true && !type.startsWith("pulumi:"),
  );
  return [...new Set(asked.map(({ type }) => type))].sort();
}

/** Each in turn; the seed shifts them. */
function failureFor(index: number): (typeof failures)[number] {
  return failures[(index + seed) % failures.length] ?? "throttled";
}

function said(cases: number, of: number): string {
  return `${String(cases)} failures of ${String(of)} places, ${seedNote}`;
}

/** @throws Error that says which case it was. */
async function named(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
