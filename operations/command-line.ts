import { parseArgs, type ParseArgsConfig } from "node:util";
import { SettingsError } from "../settings/problem";
import { stackMeant } from "../settings/stack-name";
import { UsageError } from "../settings/usage-error";
import { visibleLines } from "../settings/visible";

type ErrorKind = abstract new (...args: never[]) => Error;

export interface CommandLine<Command> {
  readonly usage: string;
  /** @throws UsageError that says what is expected. */
  readonly parse: (argv: readonly string[]) => Command | "help";
  /** Returns the exit code. */
  readonly run: (command: Command) => Promise<number>;
  /** Errors that their message explains, by exit code, besides what fails outside of this program. */
  readonly explained?: Readonly<Record<number, readonly ErrorKind[]>>;
  /** Exit code of any other error, which is a defect. */
  readonly failed: number;
}

/** Runs what was called, and leaves this process with its exit code. */
export async function runCommandLine<Command>(commandLine: CommandLine<Command>): Promise<void> {
  const { usage, parse, run, explained, failed } = commandLine;
  try {
    const command = parse(process.argv.slice(2));
    if (command === "help") process.stdout.write(usage);
    else process.exitCode = await run(command);
  } catch (error) {
    const [exitCode] =
      Object.entries({ 2: [UsageError, SettingsError], ...explained }).find(([, kinds]) =>
        kinds.some((kind) => error instanceof kind),
      ) ?? [];
    const isExplained = exitCode !== undefined || isOutside(error);
    const text = isExplained ? messageOf(error).trim() : defect(error);
    process.stderr.write(`${visibleLines(text)}\n`);
    process.exitCode = Number(exitCode ?? failed);
  }
}

/** @throws UsageError with the usage, where the arguments can't be read. */
export function readArguments<Arguments>(usage: string, read: () => Arguments): Arguments {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n\n${usage}`);
  }
}

type Options<Text extends string, Flag extends string> = Readonly<
  Record<Text, string | undefined> & Record<Flag, boolean>
>;

/**
 * The options of a command that takes nothing else, beside `--help`.
 *
 * @throws UsageError with the usage, where the arguments can't be read.
 */
export function readOptions<Text extends string, Flag extends string>(
  usage: string,
  argv: readonly string[],
  { texts, flags }: { readonly texts: readonly Text[]; readonly flags: readonly Flag[] },
): Options<Text, Flag> | "help" {
  const options: NonNullable<ParseArgsConfig["options"]> = {
    ...Object.fromEntries(texts.map((name) => [name, { type: "string" }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: "boolean", default: false }])),
    help: { type: "boolean", short: "h" },
  };
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  const { help, ...given } = values;
  return help === true ? "help" : (given as Options<Text, Flag>);
}

/** @throws UsageError with the usage, where no stack is named. */
export function requireStack(usage: string, stack = ""): string {
  if (stack.trim() === "") throw new UsageError(`--stack is missing\n\n${usage}`);
  return stackMeant(stack);
}

/** Names of what the engine and AWS's credentials throw. */
const outside = [
  "CommandError",
  "ConcurrentUpdateError",
  "CredentialsProviderError",
  "StackNotFoundError",
];

/** Whether a file, the network, a service of AWS's or the engine failed, of which its own words tell most. */
function isOutside(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isOfNode = "syscall" in error || code.startsWith("ERR_INVALID_FILE_URL");
  return isOfNode || "$metadata" in error || outside.includes(error.name);
}

function defect(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${trace}\nThat is a defect: please report these lines.`;
}

/** The Automation API repeats a command's output, stack and all; what it objects to stands in lines of its own. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const said = text.startsWith("code: ")
    ? (text.match(/^ *(?:error: |- \[mandatory\]).+$/gm) ?? [])
    : [];
  return said.length === 0 ? text : [...new Set(said.map((line) => line.trim()))].join("\n");
}
