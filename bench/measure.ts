import { spawn } from "node:child_process";

/** A command line to measure. */
export interface Command {
  /** What it is called in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Variables besides this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that mean it did its work. Default: 0. */
  readonly done?: readonly number[];
}

export interface Finished {
  /** Wall time from before the process starts until it has ended and its output is read. */
  readonly seconds: number;
  readonly stdout: string;
}

/** What several runs took: a machine is never quiet, so the middle one counts and the range shows the noise. */
export interface Sample {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** In the order of the runs. */
  readonly values: readonly number[];
}

/** A measured command did not do its work, so its time says nothing. */
export class CommandError extends Error {
  public constructor({ name, file, args }: Command, reason: string, stderr: string) {
    const lines = stderr.trim().split("\n").slice(-20).join("\n");
    super(`${name} ${reason}: ${[file, ...args].join(" ")}\n${lines}`);
  }
}

export function sampleOf(values: readonly number[]): Sample {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (index: number): number => ordered[index] ?? Number.NaN;
  const last = ordered.length - 1;
  return {
    median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2,
    min: at(0),
    max: at(last),
    values,
  };
}

/**
 * Runs a command once in a process of its own.
 *
 * @throws CommandError when it ends with another exit code than those that mean it did its work.
 */
export function run(command: Command): Promise<Finished> {
  const { file, args, cwd, env, done = [0] } = command;
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (chunk: Buffer) => output.stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.stderr.push(chunk));
    const stderr = (): string => Buffer.concat(output.stderr).toString("utf8");
    child.on("error", (error) => {
      reject(new CommandError(command, `can't be started (${error.message})`, stderr()));
    });
    child.on("close", (code, signal) => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (code !== null && done.includes(code)) {
        resolve({ seconds, stdout: Buffer.concat(output.stdout).toString("utf8") });
      } else {
        reject(new CommandError(command, `ended with ${String(code ?? signal)}`, stderr()));
      }
    });
  });
}

/** Times commands by turns (A B A B), so that a busy moment of the machine falls on all of them alike. */
export async function timeInTurn<const Commands extends readonly Command[]>(
  commands: Commands,
  runs: number,
  say: (text: string) => void,
): Promise<{ [Index in keyof Commands]: Sample }> {
  const seconds = commands.map((): number[] => []);
  for (let round = 1; round <= runs; round += 1) {
    for (const [index, command] of commands.entries()) {
      say(`${command.name}, run ${String(round)} of ${String(runs)}`);
      seconds[index]?.push((await run(command)).seconds);
    }
  }
  return seconds.map(sampleOf) as { [Index in keyof Commands]: Sample };
}
