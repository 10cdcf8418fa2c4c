import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { assert } from "chai";
import type { Program } from "../../../engine/connections";
import type { SandboxStack } from "../../../engine/sandbox-stack";
import type { Recovery } from "../../../operations/recover/recover";
import type { Fault } from "../../../sandbox/cloud/faults";
import { projectRoot } from "../../support/project";
import { attempt, operate, type Operation, type OperationOptions } from "./operation";
import { recoverWithPerson } from "./person";
import { TemporarySandbox } from "./sandbox";
import { differences, settled } from "./settled";
import { compareWithClouds, stateOf, verifyState, type State } from "./state";

/** What is disturbed, and what it starts from. */
export interface Start {
  readonly stack: string;
  readonly operation: "up" | "destroy";
  /** Folder of the settings, manifests and releases that the program reads. */
  readonly root: string;
  /** Default: this checkout's program. */
  readonly program?: Program;
  /** The same folder for the `up` before. Default: there was none. */
  readonly before?: string;
}

/**
 * An operation that is run again and again from the same start, so that it can be disturbed at each of its calls, and held
 * against a run that was not.
 */
export class Trial {
  /** How many calls of an undisturbed run create, update or delete something. */
  public changes = 0;
  /** The state that an undisturbed run leaves. */
  public undisturbed: State = { resources: [], pendingOperations: [] };
  private readonly saved = new TemporarySandbox();

  private constructor(
    private readonly start: Start,
    private readonly sandbox: TemporarySandbox,
    private readonly opened: SandboxStack,
  ) {}

  public static async prepare(start: Start): Promise<Trial> {
    const { stack, root, before, program } = start;
    const sandbox = new TemporarySandbox();
    const opened = await sandbox.open(stack, program, before ?? root);
    const trial = new Trial(start, sandbox, opened);
    try {
      if (before !== undefined) await operate(opened.stack, "up");
      copy(sandbox.folder, trial.saved.folder);
      await trial.measure();
      return trial;
    } catch (error) {
      trial.dispose();
      throw error;
    }
  }

  /** Runs the operation from its start, with these faults. */
  public disturb(faults: readonly Fault[], options: OperationOptions = {}): Promise<Operation> {
    copy(this.saved.folder, this.sandbox.folder);
    process.chdir(this.start.root);
    this.opened.calls.clear();
    return this.once(faults, this.start.operation, options);
  }

  /** The operation once more, with nothing in its way. */
  public again(): Promise<Operation> {
    return this.once([]);
  }

  /** Runs an operation from where things stand. */
  public async once(
    faults: readonly Fault[],
    operation: Start["operation"] = this.start.operation,
    options: OperationOptions = {},
  ): Promise<Operation> {
    const { stack, faults: plan } = this.opened;
    plan.set(faults);
    try {
      return await attempt(stack, operation, options);
    } finally {
      plan.set([]);
    }
  }

  public recover(): Promise<Recovery> {
    return recoverWithPerson(this.opened.stack, this.sandbox.folder);
  }

  public state(): Promise<State> {
    return stateOf(this.opened.stack);
  }

  /** What the clouds were asked since the last run began. */
  public get calls(): SandboxStack["calls"] {
    return this.opened.calls;
  }

  /** @throws AssertionError unless the state is sound, and everything is as after an undisturbed run. */
  public async assertConverged(): Promise<void> {
    const state = await this.state();
    const problems = [
      ...verifyState(state),
      ...state.pendingOperations.map(({ type, resource }) => `${type} ${resource.urn} is pending`),
      ...this.strays(state),
      ...differences(settled(this.undisturbed.resources), settled(state.resources)),
    ];
    assert.isEmpty(problems, problems.join("\n"));
  }

  /** What only one of the two knows: the clouds or the state. */
  public strays(state: State): readonly string[] {
    return compareWithClouds(state, this.sandbox.folder);
  }

  public dispose(): void {
    process.chdir(projectRoot);
    this.sandbox.dispose();
    this.saved.dispose();
  }

  private async measure(): Promise<void> {
    const { stack, calls } = this.opened;
    process.chdir(this.start.root);
    calls.clear();
    await operate(stack, this.start.operation);
    this.changes = calls.changes.length;
    this.undisturbed = await this.state();
  }
}

/** What a sandbox's folder holds of the state and the clouds, in place of what was there. */
function copy(from: string, to: string): void {
  for (const part of ["state", "clouds"]) {
    rmSync(join(to, part), { recursive: true, force: true });
    cpSync(join(from, part), join(to, part), { recursive: true });
  }
}
