import type { JsonApi } from "../json-api";

/** A program and its arguments, as somebody would type them. */
export type Command = readonly string[];

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the steps reach of the outside. */
export interface World {
  /** Asks with a command line that changes nothing. */
  readonly ask: (command: Command) => Promise<Ran>;
  /** Runs one, and shows what it prints. */
  readonly run: (command: Command) => Promise<Ran>;
  /** Of the environment's Cloudflare account; `shared` has none. */
  readonly cloudflare: Pick<JsonApi, "find"> | undefined;
  readonly neon: Pick<JsonApi, "find"> | undefined;
}

export interface Step {
  readonly title: string;
  readonly isDone: (world: World) => Promise<boolean>;
  /** What does it; nothing where no program can or should. */
  readonly commands: readonly Command[];
  /** What a person does instead: lines to read and commands to type. */
  readonly byHand: readonly string[];
  /** Whether what comes after it has to wait. */
  readonly isNeeded: boolean;
}

/** A step that a command does. */
export function done(title: string, isDone: Step["isDone"], ...commands: readonly Command[]): Step {
  return { title, isDone, commands, byHand: [], isNeeded: true };
}

/** A step that a person does, before what follows or at any time. */
export function byHand(
  title: string,
  isNeeded: boolean,
  isDone: Step["isDone"],
  ...lines: readonly string[]
): Step {
  return { title, isDone, commands: [], byHand: lines, isNeeded };
}

/** A command as a shell takes it. */
export function shown(command: Command): string {
  return command
    .map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`))
    .join(" ");
}

/** What a command prints, without the line's end; nothing where it fails. */
export async function answer(
  { ask }: Pick<World, "ask">,
  command: Command,
): Promise<string | undefined> {
  const { status, stdout } = await ask(command);
  return status === 0 ? stdout.trim() : undefined;
}
