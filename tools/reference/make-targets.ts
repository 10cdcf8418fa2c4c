import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A command of the project, as the Makefile has it. */
export interface MakeTarget {
  readonly name: string;
  readonly about: string;
  /** Variables with the form of their value, for example `ENV=<stack>`. */
  readonly variables: readonly string[];
  /** What node runs, where it has options; several commands may be one program's. */
  readonly program: string | undefined;
  /** The option that a variable is handed on as, by the variable's name. */
  readonly options: ReadonlyMap<string, string>;
}

/** What `make` alone lists, and what make would run for it. */
export async function makeTargets(root: string): Promise<readonly MakeTarget[]> {
  const makefile = readFileSync(join(root, "Makefile"), "utf8");
  const targets = [...makefile.matchAll(/^([a-z-]+):[^#\n]*## (.+)$/gm)];
  const variables = targets.flatMap(([, , help = ""]) =>
    [...help.matchAll(/ ([A-Z_]+)=/g)].map(([, name = ""]) => name),
  );
  return Promise.all(
    targets.map(async ([, name = "", help = ""]) => {
      const recipe = await dryRun(root, name, variables);
      const options = [...recipe.matchAll(/ (--[a-z-]+)(?:='([A-Z_]+)')?(?= |$)/g)].flatMap(
        ([, option = "", variable = variableOf(option)]): [string, string][] =>
          variables.includes(variable) ? [[variable, option]] : [],
      );
      const [, start = ""] = /^node ((?:--import tsx )?\S+)/.exec(recipe) ?? [];
      const [about = "", given = ""] = help.split(/: (?=[A-Z])/);
      return {
        name,
        about,
        variables: given.split(" ").filter((variable) => variable !== ""),
        program: options.length > 0 && start !== "" ? start : undefined,
        options: new Map(options),
      };
    }),
  );
}

/** The command that make would run, on one line, with each variable's name as its value. */
async function dryRun(root: string, target: string, variables: readonly string[]): Promise<string> {
  const installed = "--assume-old=node_modules/.package-lock.json";
  const values = Object.fromEntries(variables.map((name) => [name, name]));
  // Without what a make around this one hands down.
  const { PATH = "" } = process.env;
  const { stdout } = await run("make", ["--dry-run", installed, target], {
    cwd: root,
    env: { ...values, PATH },
  });
  return stdout.replace(/\\\n\s*/g, "").trim();
}

/** A flag has its variable's name. */
function variableOf(option: string): string {
  return option.slice(2).toUpperCase().replaceAll("-", "_");
}
