import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import program = require("../../../index");
import type { Program } from "../../../engine/connections";
import { identityOf } from "../../../engine/identity";
import { SandboxStack } from "../../../engine/sandbox-stack";
import type { DatabaseServer } from "../../../sandbox/cloud/database-function";
import type { OpenQuestions } from "../../../sandbox/cloud/ecs-deployments";
import type { IdentityName } from "../../../sandbox/identities/identity";
import { readStackConfig, type StackConfig } from "../../../settings/stack-file";
import { findEngine } from "../../../tools/engine/find";
import { watch } from "./monitored";
import { samplePack, sampleRoot } from "../../support/project";

// Before any test: opening a sandbox takes the variables away that say where an engine may be.
export const engine = findEngine(process.env);

/** As `describe`, where there is an engine to drive; elsewhere it says aloud that nothing was tested. */
export function describeEngine(title: string, body: () => void): void {
  if (engine === undefined) {
    describe(`${title} — SKIPPED: there is no Pulumi CLI here; "make engine" finds or builds one`, () => {
      it.skip("needs the engine");
    });
    return;
  }
  describe(title, body);
}

/** How a stack is opened. */
interface Circumstances {
  /** What only an account can tell. */
  readonly questions?: OpenQuestions;
  /** Whose credentials are used. */
  readonly as?: IdentityName;
  /** What stands behind the emulated Neon. */
  readonly database?: DatabaseServer;
}

/** A sandbox in a folder of its own that is gone after the tests. */
export class TemporarySandbox {
  public readonly folder = mkdtempSync(join(tmpdir(), "platform-engine-"));
  private readonly opened: SandboxStack[] = [];

  /**
   * @param root - folder of the settings, manifests and releases that the program reads. Default: the fixture.
   */
  public async open(
    stack: string,
    declared: Program = program,
    root = sampleRoot(),
    { questions, database, as = "administrator" }: Circumstances = {},
  ): Promise<SandboxStack> {
    if (engine === undefined) throw new Error("there is no engine");
    samplePack();
    process.chdir(root);
    const config = configOf(stack, root);
    const opened = await SandboxStack.open({
      engine: engine.root,
      home: sampleRoot(),
      folder: this.folder,
      stack,
      config,
      program: declared,
      ...(questions && { questions }),
      ...(database && { database }),
      identity: identityOf(as, { root, stack, config: config.values }),
    });
    this.opened.push(opened);
    watch(opened);
    return opened;
  }

  public dispose(): void {
    for (const stack of this.opened) stack.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function configOf(stack: string, root = sampleRoot()): StackConfig {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(`${stack} has no sound configuration`);
  return config.value;
}
