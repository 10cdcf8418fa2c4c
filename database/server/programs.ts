import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { Failure } from "../failure";

/** A program of PostgreSQL's or zstd did not do its work; the message has its own words. */
export class ProgramError extends Failure {}

/** One that runs. Its streams are there where they are asked for as pipes. */
export interface Program {
  readonly name: string;
  readonly input: Writable | null;
  readonly output: Readable | null;
  /** @throws ProgramError where it ends otherwise than well. */
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

export interface ProgramArgs {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input: "pipe" | "ignore";
  /** A program's input: what it says goes there past this process. */
  readonly output: "pipe" | "ignore" | Writable;
  /** What its words must not show. */
  readonly secret?: string | undefined;
}

const install = "apt-get install postgresql-client zstd, or brew install libpq zstd";
const wordsKept = 4_000;

export function start(name: string, { args, env, input, output, secret }: ProgramArgs): Program {
  const stdio: StdioOptions = [input, output, "pipe"];
  const child: ChildProcess = spawn(name, args, { env: { ...process.env, ...env }, stdio });
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-wordsKept);
  });
  // Whoever writes learns of a program that is gone by its end, not by a broken pipe.
  child.stdin?.on("error", () => undefined);
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "ENOENT" ? `is not installed: ${install}` : error.message;
      reject(new ProgramError(`${name} ${reason}`));
    });
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new ProgramError(`${name} ended with ${String(code ?? signal)}${told(words, secret)}`),
        );
    });
  });
  // It may fail before anybody waits for its end.
  ended.catch(() => undefined);
  if (typeof output !== "string") output.destroy();
  return {
    name,
    input: child.stdin,
    output: child.stdout,
    ended,
    kill: () => child.kill("SIGKILL"),
  };
}

function told(words: string, secret: string | undefined): string {
  const text = words.trim();
  if (text === "") return "";
  return `: ${secret === undefined || secret === "" ? text : text.replaceAll(secret, "***")}`;
}

/** @throws ProgramError where there is none, since the machine could not start it. */
export function pipeOf<Pipe extends "input" | "output">(
  program: Program,
  which: Pipe,
): NonNullable<Program[Pipe]> {
  const pipe: Program[Pipe] = program[which];
  if (pipe) return pipe;
  throw new ProgramError(`${program.name} could not be started`);
}

/** Waits for all of them; the others are killed as soon as one has failed. @throws ProgramError of the first that failed. */
export async function allEnded(programs: readonly Program[]): Promise<void> {
  try {
    await Promise.all(programs.map(({ ended }) => ended));
  } catch (error) {
    for (const { kill } of programs) kill();
    await Promise.allSettled(programs.map(({ ended }) => ended));
    throw error;
  }
}

/** Writes all that comes, as fast as it is read. @throws what the content throws; not where the reader has gone. */
export async function feed(input: Writable, content: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of content) {
    if (input.destroyed) return;
    if (!input.write(piece)) await drained(input);
  }
  input.end();
}

function drained(input: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      input.off("drain", done).off("close", done);
      resolve();
    };
    input.on("drain", done).on("close", done);
  });
}
