import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings";
import { canRegisterFast, registerFast } from "./fast-registration";
import { PlainMonitor } from "./plain-monitor";
import type { Recording } from "./recording";

/** A Pulumi program's entry point: what `export =` in index.ts gives. */
export type Program = () => Outputs | Promise<Outputs>;

/** What a stack exports. */
type Outputs = Readonly<Record<string, unknown>> | undefined;

export interface StackConfig {
  /** Values by full key (`platform:host`), objects as JSON text, as the engine hands them over. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** What the engine says where the state is not kept in an organization of Pulumi Cloud. */
const organization = "organization";

/** How the SDK's registrations reach the recording: straight, or through the SDK's own machinery. */
export type RegistrationPath = "fast" | "plain";

/**
 * Runs a program as the engine's preview would and fills the recording with what it registers. The SDK keeps its state
 * in the process, so one program runs at a time. A program that wants more of the SDK than the fast path does runs a
 * second time on the plain one.
 *
 * @throws what the program throws, or the first failure of a registration.
 */
export async function runProgram(
  program: Program,
  recording: Recording,
  config: StackConfig,
  path: RegistrationPath = canRegisterFast() ? "fast" : "plain",
): Promise<void> {
  if (path === "plain") {
    await runOnce(program, recording, config, path);
    return;
  }
  const beyond = { isMet: false };
  try {
    await runOnce(program, recording, config, path, () => (beyond.isMet = true));
  } catch (error) {
    if (!beyond.isMet) throw error;
  }
  if (!beyond.isMet) return;
  recording.clear();
  await runOnce(program, recording, config, "plain");
}

async function runOnce(
  program: Program,
  recording: Recording,
  config: StackConfig,
  path: RegistrationPath,
  onBeyond: () => void = () => undefined,
): Promise<void> {
  const monitor = new PlainMonitor(recording);
  await pulumi.runtime.setMocks(monitor.mocks, recording.project, recording.stack, true);
  setMockOptions(monitor, recording.project, recording.stack, true, organization);
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);

  const restore = path === "fast" ? registerFast(recording, onBeyond) : undefined;
  const { warn } = pulumi.log;
  Object.assign(pulumi.log, {
    warn(text: string) {
      recording.warnings.push(text);
      return Promise.resolve();
    },
  });
  const stray = new StrayRejections();
  try {
    await Promise.race([stray.first, complete(program).then(() => stray.settle())]);
    if (recording.failure !== undefined) throw recording.failure;
  } catch (error) {
    await stray.settle();
    throw recording.failure ?? error;
  } finally {
    stray.dispose();
    restore?.();
    Object.assign(pulumi.log, { warn });
    pulumi.runtime.disconnectSync();
  }
}

async function complete(program: Program): Promise<void> {
  await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect();
}

/** The SDK reports a failed registration by leaving promises rejected that nobody can await. */
class StrayRejections {
  public readonly first: Promise<never>;
  private readonly listener: (error: unknown) => void;

  public constructor() {
    let listener: (error: unknown) => void = () => undefined;
    this.first = new Promise<never>((_, reject) => (listener = reject));
    this.first.catch(() => undefined);
    this.listener = listener;
    process.on("unhandledRejection", this.listener);
  }

  /** Waits until the rejections that are already on their way have been seen. */
  public settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  public dispose(): void {
    process.off("unhandledRejection", this.listener);
  }
}
