import * as pulumi from "@pulumi/pulumi";
import { assert } from "chai";
import type { StateResource } from "../../operations/stack/state";
import { NeonEmulator } from "../../sandbox/neon-api/neon-emulator";
import { type InputPath, inputPaths, valueAt, withoutPath } from "./support/neon-input-paths";
import { Place } from "./support/neon-place";
import {
  type AnyInputCase,
  firstOrgId,
  type Inputs,
  otherVpcEndpointId,
  secondOrgId,
  specimens,
} from "./support/neon-specimens";
import { NeonStack } from "./support/neon-stack";
import { regionId, vpcEndpointId } from "./support/neon-world";
import { operate, type Operation } from "./support/operation";
import { describeEngine } from "./support/sandbox";
import { seededSample, seedNote, share } from "./support/share";
import { stateOf, verifyState } from "./support/state";

type Edition = "before" | "after" | "without";

/** A resource that one input of is changed, with projects and branches of its own. */
interface Subject extends InputPath {
  readonly name: string;
  readonly inputs: (place: Place) => Inputs;
  readonly case: AnyInputCase;
}

class Declared extends pulumi.CustomResource {}

describe("The cases of the Neon provider's inputs", () => {
  it("are there for every input of every resource's table, and for no other", () => {
    const cases = Object.entries(specimens).flatMap(([token, specimen]) =>
      Object.keys(specimen.cases).map((path) => `${token} ${path}`),
    );
    assert.sameMembers(
      cases,
      inputPaths.map(({ token, path }) => `${token} ${path}`),
    );
  });
});

const all = inputPaths.map(subjectOf);
const subjects = seededSample(all, share({ seeded: 6, full: Infinity }), "Neon's inputs");
const shareNote = `${String(subjects.length)} of ${String(all.length)} inputs, ${seedNote}`;

describeEngine(`An input of the Neon provider, on the engine (${shareNote})`, () => {
  let neon: NeonEmulator;
  let opened: NeonStack;
  let edition: Edition = "before";
  const done = new Map<Edition, Operation>();
  const seen = new Map<Edition, ReadonlyMap<string, unknown>>();
  const states = new Map<Edition, ReadonlyMap<string, StateResource>>();
  /** Names of those whose first resource is at Neon no more after the change. */
  const gone = new Set<string>();
  let left: readonly string[] = [];

  before(async function () {
    this.timeout(0);
    neon = await NeonEmulator.start({
      pace: { polls: 0 },
      organizations: [firstOrgId, secondOrgId],
    });
    const [key] = neon.neon.keys.values();
    // A person's key opens both organisations.
    if (key !== undefined) neon.neon.keys.set(key.token, { ...key, orgId: undefined });
    for (const id of [vpcEndpointId, otherVpcEndpointId]) {
      neon.neon.vpcEndpoints.set(id, { regionId, label: "ours" });
    }
    const start = neon.clock.time;
    opened = await NeonStack.open({
      neon,
      program: () => {
        for (const subject of subjects) declare(subject, edition, start);
        return Promise.resolve();
      },
    });
    for (edition of ["before", "after", "without"] as const) {
      done.set(edition, await operate(opened.stack, "up"));
      const { resources } = await stateOf(opened.stack);
      assert.deepEqual(verifyState({ resources, pendingOperations: [] }), []);
      const own = new Map(resources.map((each) => [each.urn.split("::").at(-1) ?? "", each]));
      states.set(edition, own);
      seen.set(edition, new Map(subjects.map((each) => [each.name, seenOf(each, own)])));
      const first = states.get("before");
      if (edition === "after") {
        const replaced = subjects.filter((each) => !isThere(each, first?.get(each.name)));
        for (const { name } of replaced) gone.add(name);
      }
      // Nothing more to do, whatever was done.
      if (edition !== "before") await operate(opened.stack, "up", { expectNoChanges: true });
      neon.clock.advance(60);
    }
    await operate(opened.stack, "destroy");
    left = [...neon.neon.projects.keys(), ...[...neon.neon.keys.keys()].slice(1)];
    neon.assertPrepared();
  });
  after(async () => {
    opened.dispose();
    await neon.close();
  });

  for (const subject of subjects) {
    const { token, path, field } = subject;
    const type = token.replace("neon:index:", "");
    it(`${type}.${path}: another value means ${meansOf(subject)}`, () => {
      const step = stepOf("after", subject);
      assert.equal(step?.operation, operationFor(field.change));
      const [top = ""] = path.split(".");
      if (field.change !== "ignored") assert.include(step?.diffs ?? [], top);
      const now = states.get("after")?.get(subject.name);
      assert.deepEqual(seen.get("after")?.get(subject.name), valueAt(now?.inputs, path));
      assert.notDeepEqual(
        seen.get("before")?.get(subject.name),
        seen.get("after")?.get(subject.name),
      );
      const then = states.get("before")?.get(subject.name);
      if (field.change !== "replace") assert.equal(now?.id, then?.id);
      else assert.include([...gone], subject.name, "the one that was replaced is there still");
    });

    if (!canBeLeftOut(subject)) continue;
    it(`${type}.${path}: leaving it out means ${meaningOfAbsence(subject)}`, () => {
      const step = stepOf("without", subject);
      const [was, is] = [
        seen.get("after")?.get(subject.name),
        seen.get("without")?.get(subject.name),
      ];
      if (field.default === undefined && field.removal === "kept") {
        assert.equal(step?.operation, "same");
        assert.deepEqual(is, was);
        return;
      }
      const fallback = field.default ?? subject.case.withdrawn;
      assert.deepEqual(is, fallback);
      const isAlready = JSON.stringify(was) === JSON.stringify(fallback);
      assert.equal(step?.operation, isAlready ? "same" : operationFor(field.change));
    });
  }

  it("is of a resource that destroy takes away with all the rest", () => {
    assert.deepEqual(left, []);
  });

  function stepOf(when: Edition, { name }: Subject) {
    const steps = done.get(when)?.steps.filter((step) => step.name === name) ?? [];
    return steps.find(({ operation }) => operation === "replace") ?? steps[0];
  }

  function seenOf(
    { name, case: { seen: look } }: Subject,
    own: ReadonlyMap<string, StateResource>,
  ) {
    const { id = "", outputs = {} } = own.get(name) ?? {};
    return look(neon.neon, id, outputs);
  }

  function isThere({ token }: Subject, resource: StateResource | undefined): boolean {
    const { id = "", outputs = {} } = resource ?? {};
    return specimens[token]?.isThere(neon.neon, id, outputs) ?? true;
  }
});

function subjectOf(input: InputPath): Subject {
  const { token, path } = input;
  const specimen = specimens[token];
  const change = specimen?.cases[path];
  if (specimen === undefined || change === undefined) {
    throw new Error(`${token} ${path} has no case in support/neon-specimens.ts`);
  }
  const name = `${token.replace("neon:index:", "")}-${path.replaceAll(".", "-")}`;
  return { ...input, name, inputs: specimen.inputs, case: change };
}

/** The resource with what is around it, which is the same in every edition. */
function declare(subject: Subject, edition: Edition, now: number): void {
  const place = new Place(subject.name, now);
  const { inputs, path } = subject;
  const before = { ...inputs(place), ...subject.case.before(place) };
  const after = { ...before, ...subject.case.after(place) };
  const editions = {
    before: () => before,
    after: () => after,
    without: () => (canBeLeftOut(subject) ? withoutPath(after, path) : after),
  };
  new Declared(subject.token, subject.name, editions[edition]());
}

function canBeLeftOut({ field, case: { lasts } }: Subject): boolean {
  return field.required !== true && !lasts;
}

function operationFor(change: InputPath["field"]["change"]): "update" | "replace" | "same" {
  return change === "ignored" ? "same" : (change ?? "update");
}

function meansOf({ field }: Subject): string {
  const meanings = { update: "an update", replace: "a replacement", same: "nothing" };
  return meanings[operationFor(field.change)];
}

function meaningOfAbsence({ field, case: { withdrawn } }: Subject): string {
  if (field.default === undefined && field.removal === "kept") return "that it stays as it is";
  return `${JSON.stringify(field.default ?? withdrawn ?? "none")} again`;
}
