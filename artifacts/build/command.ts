import { spawnSync, type SpawnSyncReturns } from "node:child_process";

/** Something could not be built; the message says what, and what was said last. */
export class BuildError extends Error {}

/** Lines of a failed command's output that are passed on. */
const lastLines = 20;

const longestOutput = 64 * 1024 * 1024;

/** How a command ended, whatever it said; `error` where there is no such command. */
export function attempt(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return spawnSync(command, args, {
    cwd,
    env: { ...withoutCallers(process.env), ...variables },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: longestOutput,
  });
}

/**
 * What a command printed.
 *
 * @throws BuildError with the last lines that it said.
 */
export function run(...call: Parameters<typeof attempt>): string {
  const { status, stdout, stderr, error } = attempt(...call);
  if (status === 0) return stdout;
  const [command, args, cwd] = call;
  const said = (error?.message ?? `${stdout}\n${stderr}`).trim().split("\n").slice(-lastLines);
  throw new BuildError(`${[command, ...args].join(" ")} failed in ${cwd}:\n${said.join("\n")}`);
}

/**
 * A make above hands its own variables on, which would stand in place of a workload's; a hook of git its repository. A
 * build needs no key of any vendor but, where it pushes an image, AWS's.
 */
const callers = /^(?:MAKE|MFLAGS|GIT_)|^(?!AWS_).*_(?:TOKEN|KEY|SECRET|PASSWORD|PASSPHRASE)$/;

function withoutCallers(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !callers.test(name)));
}
