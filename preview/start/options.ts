import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import { stackMeant } from "../../settings/stack-name";
import { known } from "../expect/expectations";
import { wrap } from "../render/width";
import { UsageError } from "../../settings/usage-error";
import type { StatesToAudit } from "../judge/audit";

export interface PreviewCommand {
  readonly command: "preview";
  /** Folder of the project: its stack files, manifests and releases. */
  readonly root: string;
  /** Stacks to preview; empty means every stack that has a file. */
  readonly stacks: readonly string[];
  /** Git ref to compare with. */
  readonly base: string | undefined;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  /** File with a pull request's text, in which lines say what to expect. */
  readonly expectations: string | undefined;
  /** Shows the components of each stack as a tree. */
  readonly tree: boolean;
  /** Shows every resource instead of folding those of one type. */
  readonly verbose: boolean;
}

export interface AuditCommand extends StatesToAudit {
  readonly command: "audit";
  readonly json: string | undefined;
}

export interface PassportCommand {
  readonly command: "passport";
  readonly root: string;
  readonly stack: string | undefined;
  readonly base: string | undefined;
  /** What was approved: a digest, or a file that names it. */
  readonly passport: string | undefined;
}

export type Command =
  PreviewCommand | AuditCommand | PassportCommand | { readonly command: "help" };

export const usage = `Usage:
  make preview, or npm run preview -- [options]
                                   what each environment would be, judged by the policies, without a cloud
    --stack NAME                   only this stack (again for more): dev, staging, production, shared, pr-<n>
    --base REF                     what changes between a git ref and the working tree
    --json FILE                    write the whole report as JSON (schema: preview/report/report.schema.json)
    --markdown FILE                write it for a pull-request comment, 64,000 characters at most
    --expect FILE                  hold it to the lines \`expect: <what>\` of a pull request's text:
                                   ${wrap(known.join(", "), 80).join("\n                                   ")}
                                   each with \`in <stack>, <stack>\` behind it where it is not meant of all
    --tree                         the components of each stack, with what they hold
    --verbose                      every resource of the tree on a line of its own, every value in full
    --root DIR                     another project's folder (default: this program's)

  make passport, or npm run passport -- [options]
                                   whether what would be applied is what was approved; without --passport prints what is
    --passport FILE|sha256:…       what was approved: a digest, the comment, or the JSON, which tells the most
    --stack NAME                   only this stack (default: all that the file has)
    --base REF                     what it changes from, as it was approved: the commit before a merge
    --root DIR                     another project's folder (default: this program's)

  make audit STATE=FILE, or npm run audit -- --state FILE [options]
                                   the policies over what \`pulumi stack export\` or --json wrote (again for more files)
    --stack NAME                   only this stack of the file
    --json FILE                    write the verdicts as JSON

Exit codes: 0 clean, or as approved; 1 a mandatory policy is violated, an expectation is not met, or something else was approved;
2 bad input, 3 the program or the preview itself failed.
`;

const definitions = {
  preview: {
    stack: { type: "string", multiple: true },
    base: { type: "string" },
    json: { type: "string" },
    markdown: { type: "string" },
    expect: { type: "string" },
    tree: { type: "boolean" },
    verbose: { type: "boolean" },
    root: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
  passport: {
    passport: { type: "string" },
    stack: { type: "string" },
    base: { type: "string" },
    root: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
  audit: {
    stack: { type: "string", multiple: true },
    state: { type: "string", multiple: true },
    json: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
} as const;

/**
 * @param home - the program's own folder, which is previewed unless another is named.
 * @throws UsageError naming the argument, what is expected and the nearest known one.
 */
export function parseCommand(argv: readonly string[], home = process.cwd()): Command {
  const [name = "preview", ...rest] = argv;
  if (name === "help" || name === "--help" || name === "-h") return { command: "help" };
  if (name === "audit") return parseAudit(rest);
  if (name === "preview") return parsePreview(rest, home);
  if (name === "passport") return parsePassport(rest, home);
  throw new UsageError(
    `unknown command "${name}"; expected preview, passport or audit\n\n${usage}`,
  );
}

function parsePreview(argv: readonly string[], home: string): Command {
  checkKnown(argv, Object.keys(definitions.preview));
  const values = parse("stack", () =>
    parseArgs({ args: [...argv], options: definitions.preview, allowPositionals: true }),
  );
  if (values.help === true) return { command: "help" };
  const json = fileOf("json", values.json);
  const markdown = fileOf("markdown", values.markdown);
  if (json !== undefined && json === markdown) {
    throw new UsageError(`--json and --markdown both name ${json}: each needs a file of its own`);
  }
  const base = nonEmpty("base", values.base);
  const expectations = fileOf("expect", values.expect);
  if (expectations !== undefined && base === undefined) {
    throw new UsageError("--expect holds a change to what is expected of it: add --base REF");
  }
  return {
    command: "preview",
    root: resolve(nonEmpty("root", values.root) ?? home),
    stacks: names(values.stack),
    base,
    json,
    markdown,
    expectations,
    tree: values.tree ?? values.verbose ?? false,
    verbose: values.verbose ?? false,
  };
}

function parsePassport(argv: readonly string[], home: string): Command {
  checkKnown(argv, Object.keys(definitions.passport));
  const values = parse("passport", () =>
    parseArgs({ args: [...argv], options: definitions.passport, allowPositionals: true }),
  );
  if (values.help === true) return { command: "help" };
  const given = nonEmpty("passport", values.passport);
  return {
    command: "passport",
    root: resolve(nonEmpty("root", values.root) ?? home),
    stack: nonEmpty("stack", values.stack),
    base: nonEmpty("base", values.base),
    passport: given?.startsWith("sha256:") === true ? given : fileOf("passport", given),
  };
}

function parseAudit(argv: readonly string[]): Command {
  checkKnown(argv, Object.keys(definitions.audit));
  const values = parse("state", () =>
    parseArgs({ args: [...argv], options: definitions.audit, allowPositionals: true }),
  );
  if (values.help === true) return { command: "help" };
  if (values.state === undefined) {
    throw new UsageError(
      "audit needs a state: pulumi stack export --stack production --file state.json && npm run audit -- --state state.json",
    );
  }
  return {
    command: "audit",
    stacks: names(values.stack),
    states: values.state.map((file) => nonEmpty("state", file) ?? file),
    json: fileOf("json", values.json),
  };
}

function parse<Values>(
  option: string,
  read: () => { values: Values; positionals: string[] },
): Values {
  try {
    const { values, positionals } = read();
    const [stray] = positionals;
    if (stray === undefined) return values;
    // `npm run preview --stack dev` hands over no more than `dev`.
    throw new Error(
      `unexpected "${stray}"; did you mean --${option} ${stray}? After npm run, options stand behind " -- "`,
    );
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function checkKnown(argv: readonly string[], known: readonly string[]): void {
  for (const argument of argv) {
    const name = /^--([^=]+)/.exec(argument)?.[1];
    if (name === undefined || known.includes(name)) continue;
    const nearest = closest(name, known);
    const hint = distance(name, nearest) <= 3 ? `; did you mean --${nearest}?` : "";
    throw new UsageError(`unknown option --${name}${hint}\n\n${usage}`);
  }
}

function names(values: readonly string[] = []): readonly string[] {
  const found = values.map((value) => value.split(/[\s,]+/).filter((name) => name !== ""));
  if (found.some((some) => some.length === 0)) nonEmpty("stack", "");
  return [...new Set(found.flat().map(stackMeant))];
}

/** A file by its full path: the program runs in the project's folder, people name it from their own. */
function fileOf(option: string, value: string | undefined): string | undefined {
  const file = nonEmpty(option, value);
  if (file === "1") {
    const name = option.toUpperCase();
    throw new UsageError(
      `--${option}: got "1", expected a file: ${name}=<file>, or ${name}=/dev/stdout`,
    );
  }
  return file === undefined ? undefined : resolve(file);
}

function nonEmpty(option: string, value: string | undefined): string | undefined {
  if (value?.trim() === "") throw new UsageError(`--${option} needs a value\n\n${usage}`);
  return value;
}
