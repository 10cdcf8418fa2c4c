import { parseArgs } from "node:util";
import { join } from "node:path";
import { attempt, BuildError, run as runProgram } from "../../artifacts/build/command";
import { readArguments, runCommandLine } from "../../operations/command-line";
import { chooseWorkloads } from "../../settings/choose-workloads";
import { findEngine } from "../engine/find";
import { describePrograms, type Program, programsIn } from "./programs";

const usage = `Usage:
  make setup-env
  npx tsx tools/setup-env/main.ts

    installs the packages, turns on the checks before each commit (make hooks), and says which programs the workloads and
    the sandbox call that are not on this machine

Exit codes: 0 ready, 1 a program is missing, 2 bad input, 3 failed.
`;

const exitCodes = { ready: 0, missing: 1, failed: 3 } as const;

function run(): Promise<number> {
  const root = process.cwd();
  runProgram("make", ["--no-print-directory", "hooks"], root);
  const callers = new Map<string, string[]>([["git", ["make build", "make changed"]]]);
  for (const { name, folder } of chooseWorkloads(root, undefined)) {
    const { stdout } = attempt("make", ["-n", "install", "build", "test"], join(root, folder));
    for (const program of programsIn(stdout)) {
      callers.set(program, [...(callers.get(program) ?? []), name]);
    }
  }
  const programs: Program[] = [...callers].map(([name, neededFor]) => {
    const { status } = attempt("sh", ["-c", 'command -v "$0"', name], root);
    return { name, neededFor, found: status === 0 };
  });
  const engine = findEngine(process.env) !== undefined;
  programs.push({ name: "Pulumi CLI", neededFor: ["the sandbox (make engine)"], found: engine });
  process.stdout.write(describePrograms(programs));
  return Promise.resolve(
    programs.every(({ found }) => found) ? exitCodes.ready : exitCodes.missing,
  );
}

void runCommandLine({
  usage,
  parse: (argv) => {
    const options = { help: { type: "boolean", short: "h" } } as const;
    const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
    return values.help === true ? "help" : {};
  },
  run,
  explained: { [exitCodes.failed]: [BuildError] },
  failed: exitCodes.failed,
});
