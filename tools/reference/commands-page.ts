import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { groupBy } from "../../preview/report/group-by";
import { makeTargets, type MakeTarget } from "./make-targets";
import { page, table } from "./markdown";

const run = promisify(execFile);

const introduction = `
# Commands

<!-- Written by \`make schema\` from the Makefile and from what each command prints for --help. -->

\`make\` alone lists them. A variable stands behind the command: \`make preview ENV=dev\`.
`;

const aboutOptions = `
## Options and exit codes

What each command prints for \`--help\`. \`make\` hands options on as variables; those that have none are given as the usage says.
Every exit code but 0 is 2 where \`make\` runs the command.
`;

/** docs/reference/commands.md: every target of the Makefile, and the usage of those with options. */
export async function commandsPage(root: string): Promise<string> {
  const targets = await makeTargets(root);
  const programs = [...groupBy(targets, ({ program }) => program)];
  const sections = await Promise.all(
    programs.map(async ([program, own]) => usageSection(own, await usageOf(root, program))),
  );
  return page(introduction, commandTable(targets), aboutOptions, ...sections);
}

function commandTable(targets: readonly MakeTarget[]): string {
  const rows = targets.map(({ name, about, variables }) => [
    `\`make ${name}\``,
    about,
    variables.map(code).join(" "),
  ]);
  return table(["Command", "What it does", "Variables"], rows);
}

function usageSection(targets: readonly MakeTarget[], usage: string): string {
  const names = targets.map(({ name }) => code(`make ${name}`));
  const options = new Map(targets.flatMap((target) => [...target.options]));
  const variables = [...options].map(
    ([variable, option]) => `${code(variable)} is ${code(option)}`,
  );
  return `### ${names.join(", ")}\n\n${variables.join(", ")}.\n\n\`\`\`\n${usage.trim()}\n\`\`\``;
}

function code(text: string): string {
  return `\`${text}\``;
}

async function usageOf(root: string, program: string): Promise<string> {
  const { stdout } = await run(process.execPath, [...program.split(" "), "--help"], { cwd: root });
  return stdout;
}
