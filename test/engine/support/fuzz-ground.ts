import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import type { SandboxStack } from "../../../engine/sandbox-stack";
import { readable } from "../../../operations/stack/open-state";
import { recover } from "../../../operations/recover/recover";
import { type Happening, parseFault } from "../../../sandbox/cloud/faults";
import type { CloudObject } from "../../../sandbox/cloud/object-store";
import { nameOf } from "../../../catalog/urn";
import type { FuzzCase } from "./fuzz-case";
import { type Graph, nodeName, programOfGraph } from "./graphs";
import { attempt } from "./operation";
import { TemporarySandbox } from "./sandbox";
import { compareWithClouds, objectsIn, type State, stateOf, verifyState } from "./state";

/** Runs cases one after the other, each from nothing, in one sandbox. */
export class FuzzGround {
  /** What has gone wrong in all cases so far. */
  public readonly happened = new Set<Happening>();
  private readonly sandbox = new TemporarySandbox();
  private declared: Graph = [];
  private opened: SandboxStack | undefined;

  /** What did not hold, one sentence each; none for a case that went well. */
  public async run(fuzzCase: FuzzCase): Promise<readonly string[]> {
    const { stack, faults, calls } = await this.fresh();
    const broken = new Broken();

    this.declared = fuzzCase.before;
    if (fuzzCase.before.length > 0) {
      broken.unless("the first up succeeds", failureOf(await attempt(stack, "up")));
    }
    const kept = this.protectedObjects(fuzzCase);

    this.declared = fuzzCase.after;
    calls.clear();
    faults.set(fuzzCase.faults.map(parseFault));
    const { output } = await attempt(stack, fuzzCase.operation);
    faults.set([]);
    const happened = calls.all.flatMap(({ happening }) => happening ?? []);
    for (const happening of happened) this.happened.add(happening);
    // A kill may leave the file beside the state empty; recover does the same before anything else.
    const left = await readable(stack.workspace, stack.name, () => stateOf(stack));
    broken.unless("the state is sound after the operation", verifyState(left));
    broken.unless("nothing protected is lost in the operation", this.missing(kept));

    const unheard = calls.all.filter(
      ({ happening, operation }) => happening === "lost-reply" && operation === "create",
    );
    if (unheard.length > 0) {
      const isTold = output.includes(told) || happened.some((what) => what.startsWith("kill-"));
      broken.unless("a lost reply is told", isTold ? [] : [output]);
      this.removeUnknown(
        unheard.map(({ urn }) => urn),
        left,
      );
    }

    const { creations } = await recover(stack, { settle: 0 });
    const undecided = creations.filter(({ decision }) => decision.kind === "ask");
    const asked = undecided.map(({ urn, decision }) => `${urn} ${decision.because}`);
    broken.unless("recover asks nobody", asked);
    broken.unless("the next up succeeds", failureOf(await attempt(stack, "up")));
    const again = await attempt(stack, "preview", { expectNoChanges: true });
    broken.unless("a second up would change nothing", failureOf(again));

    const state = await stateOf(stack);
    const pending = state.pendingOperations.map(({ resource }) => resource.urn);
    broken.unless("the state is sound in the end", verifyState(state));
    broken.unless("nothing is pending in the end", pending);
    broken.unless("clouds and state agree", compareWithClouds(state, this.sandbox.folder));
    broken.unless("nothing protected is lost in the end", this.missing(kept));
    return broken.all;
  }

  public dispose(): void {
    this.sandbox.dispose();
  }

  /** The stack as it was when it was made, and clouds with nothing in them. */
  private async fresh(): Promise<SandboxStack> {
    const { folder } = this.sandbox;
    const [clouds, state, untouched] = ["clouds", "state", "untouched"].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    if (this.opened === undefined) {
      const declared: PulumiFn = () => programOfGraph(this.declared)();
      this.opened = await this.sandbox.open("dev", declared);
      cpSync(state, untouched, { recursive: true });
    }
    rmSync(clouds, { recursive: true, force: true });
    mkdirSync(clouds);
    rmSync(state, { recursive: true });
    cpSync(untouched, state, { recursive: true });
    return this.opened;
  }

  private protectedObjects({ before, after }: FuzzCase): readonly CloudObject[] {
    const names = [...before, ...after].filter(({ protect }) => protect).map(nodeName);
    return this.objects().filter(({ urn }) => names.includes(nameOf(urn)));
  }

  /** What a person does who was told that a call may have made something: it is not in the state, so it goes. */
  private removeUnknown(urns: readonly string[], { resources }: State): void {
    const clouds = join(this.sandbox.folder, "clouds");
    for (const name of readdirSync(clouds, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".json")) continue;
      const file = join(clouds, name);
      const { urn, id } = JSON.parse(readFileSync(file, "utf8")) as CloudObject;
      const isKnown = resources.some((resource) => resource.urn === urn && resource.id === id);
      if (urns.includes(urn) && !isKnown) rmSync(file);
    }
  }

  private missing(kept: readonly CloudObject[]): readonly string[] {
    const there = this.objects();
    return kept
      .filter(({ urn, id }) => !there.some((object) => object.urn === urn && object.id === id))
      .map(({ urn, id }) => `${urn} ${id}`);
  }

  private objects(): readonly CloudObject[] {
    return objectsIn(this.sandbox.folder);
  }
}

/** What did not hold. */
class Broken {
  public readonly all: string[] = [];

  public unless(what: string, problems: readonly string[]): void {
    this.all.push(...problems.map((problem) => `${what}: ${problem}`));
  }
}

/** What the engine says of a call whose reply was lost. */
const told = "it may have done what it was asked";

function failureOf({ failure, output }: { failure: Error | undefined; output: string }): string[] {
  return failure === undefined ? [] : [output.trim().split("\n").slice(-12).join("\n")];
}
