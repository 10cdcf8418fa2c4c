import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type Environment, type EnvironmentTable, parseEnvironments } from "./environments";
import { Problems } from "./problems";
import { isRecord, isText } from "./read";
import { type Waiver, parseWaivers, stackOf } from "./waivers";

/** Everything that rules hold a stack against besides the stack itself. */
export interface PackData extends EnvironmentTable {
  /** ISO date on which waivers and expiry dates are judged. */
  readonly today: string;
  readonly waivers: readonly Waiver[];
  /** What staging runs by its release record: `sha256:<64 hex digits>`, by workload. */
  readonly stagingDigests: ReadonlyMap<string, string>;
}

/** The files of the pack can't be used; the message lists every problem. */
export class PackDataError extends Error {
  public constructor(problems: readonly string[]) {
    super(
      `the policy pack's data has problems:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    );
  }
}

/**
 * Reads environments.yaml and waivers.yaml from the pack's folder, and staging's release record from the project's.
 *
 * @throws PackDataError with every problem of every file.
 */
export function loadPackData(
  policiesDir: string,
  today: string = new Date().toISOString().slice(0, 10),
): PackData {
  const problems = new Problems();
  const environments = parseEnvironments(
    readDocument(policiesDir, "environments.yaml", problems),
    problems.in("environments.yaml"),
  );
  const waivers = parseWaivers(
    readDocument(policiesDir, "waivers.yaml", problems),
    problems.in("waivers.yaml"),
  );
  for (const [index, { resource }] of waivers.entries()) {
    const stack = stackOf(resource);
    if (stack === undefined || environmentOf(environments, stack) !== undefined) continue;
    problems
      .in("waivers.yaml")
      .add(`waivers[${String(index)}].resource`, `names the stack "${stack}", which is unknown`);
  }
  const stagingDigests = readDigests(
    join(policiesDir, "..", "releases", "staging.json"),
    problems.in("releases/staging.json"),
  );
  if (problems.all.length > 0) throw new PackDataError(problems.all);
  return { ...environments, today, waivers, stagingDigests };
}

/** The environment of a stack; `undefined` for a stack that environments.yaml does not know. */
export function environmentOf(table: EnvironmentTable, stack: string): Environment | undefined {
  const number = /^pr-([1-9]\d*)$/.exec(stack)?.[1];
  return number === undefined ? table.environments.get(stack) : table.pullRequest?.(number);
}

function readDocument(directory: string, file: string, problems: Problems): unknown {
  try {
    return load(readFileSync(join(directory, file), "utf8"));
  } catch (error) {
    problems.in(file).add("", error instanceof Error ? firstLine(error.message) : String(error));
    return undefined;
  }
}

/** No record means no digest: production then runs nothing that staging has not. */
function readDigests(file: string, problems: Problems): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return new Map();
  }
  const record = problems.attempt<unknown>("", () => JSON.parse(text), {});
  return new Map(
    Object.entries(isRecord(record) ? record : {}).flatMap(([workload, release]) => {
      const digest = isRecord(release) ? release.digest : undefined;
      return isText(digest) && /^sha256:[0-9a-f]{64}$/.test(digest) ? [[workload, digest]] : [];
    }),
  );
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
