import { readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { load } from "js-yaml";
import { type Environment, type EnvironmentTable, parseEnvironments } from "./environments";
import { Problems } from "./problems";
import { isRecord, isText, optional, textAt } from "./read";
import type { Properties } from "./resource";
import { type Waiver, parseWaivers, stackOf } from "./waivers";

/** Everything that rules hold a stack against besides the stack itself. */
export interface PackData extends EnvironmentTable {
  /** ISO date on which waivers and expiry dates are judged. */
  readonly today: string;
  readonly waivers: readonly Waiver[];
  /** What staging runs by its release record: `sha256:<64 hex digits>`, by workload. */
  readonly stagingDigests: ReadonlyMap<string, string>;
  /** What has a release in which environment, by its name. */
  readonly released: ReadonlyMap<string, ReadonlySet<string>>;
  /** Digests that ran in the environment that is released now, by workload; none outside a release. */
  readonly ranHere: ReadonlyMap<string, readonly string[]>;
  /** Versions of Workers that are served beside the declared ones, by the name of the environment. */
  readonly stableVersions: ReadonlyMap<string, readonly string[]>;
  /** ISO date of the last day on which a resource's data was restored as a drill, by URN. */
  readonly restoreDrills: ReadonlyMap<string, string>;
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
 * Reads environments.yaml and waivers.yaml from the pack's folder, and from the project's releases/ what staging runs,
 * which versions are stable and which restores were tried.
 *
 * @param releasing - file of what a release gives in place of releases/. Default: PLATFORM_RELEASING, where one is under way.
 * @throws PackDataError with every problem of every file.
 */
export function loadPackData(
  policiesDir: string,
  today: string = new Date().toISOString().slice(0, 10),
  releasing: string | undefined = process.env.PLATFORM_RELEASING,
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
  const project = join(policiesDir, "..");
  const stagingDigests = readRecord(project, "releases/staging.json", problems, digestOf);
  const { stable, ran } = readReleasing(releasing);
  const stableVersions = new Map(
    [...environments.environments.keys()].map((name) => {
      const record = readRecord(project, `releases/${name}.json`, problems, stableVersionOf);
      return [name, [...record.values(), ...stable]] as const;
    }),
  );
  const released = new Map(
    [...environments.environments.keys()].map((name) => {
      const record = readRecord(project, `releases/${name}.json`, problems, digestOf);
      return [name, new Set(record.keys())] as const;
    }),
  );
  const restoreDrills = readRecord(project, "releases/restore-drills.json", problems, drillOf);
  if (problems.all.length > 0) throw new PackDataError(problems.all);
  return {
    ...{ ...environments, today, waivers, stagingDigests, released, stableVersions, restoreDrills },
    ranHere: new Map(Object.entries(ran)),
  };
}

interface Releasing {
  readonly stable: readonly string[];
  readonly ran: Readonly<Record<string, readonly string[]>>;
}

function readReleasing(file: string | undefined): Releasing {
  if (file === undefined || file === "") return { stable: [], ran: {} };
  return JSON.parse(readFileSync(file, "utf8")) as Releasing;
}

/** The environment of a stack; `undefined` for a stack that environments.yaml does not know. */
export function environmentOf(table: EnvironmentTable, stack: string): Environment | undefined {
  const number = /^pr-([1-9]\d*)$/.exec(stack)?.[1];
  return number === undefined ? table.environments.get(stack) : table.pullRequest?.(number);
}

function readDocument(directory: string, file: string, problems: Problems): unknown {
  try {
    return load(readInside(join(directory, ".."), join(directory, file)));
  } catch (error) {
    problems.in(file).add("", error instanceof Error ? firstLine(error.message) : String(error));
    return undefined;
  }
}

/** What each entry of a record says; no record says nothing, so that production then runs nothing that staging has not. */
function readRecord(
  project: string,
  file: string,
  problems: Problems,
  read: (entry: Properties) => string | undefined,
): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readInside(project, join(project, file));
  } catch (error) {
    if (error instanceof Error && !("code" in error)) problems.in(file).add("", error.message);
    return new Map();
  }
  const record = problems.in(file).attempt<unknown>("", () => JSON.parse(text), {});
  return new Map(
    Object.entries(isRecord(record) ? record : {}).flatMap(([name, entry]) => {
      const said = isRecord(entry) ? read(entry) : undefined;
      return said === undefined ? [] : [[name, said]];
    }),
  );
}

/** @throws Error where a link on the way leaves the project: it would show what only this machine should read. */
function readInside(project: string, file: string): string {
  if (realpathSync.native(file).startsWith(realpathSync.native(project) + sep))
    return readFileSync(file, "utf8");
  throw new Error("is a link out of the project's folder: put the file itself there");
}

function stableVersionOf(release: Properties): string | undefined {
  return optional(textAt, release, "traffic.stableVersionId");
}

function digestOf({ digest }: Properties): string | undefined {
  return isText(digest) && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}

function drillOf({ restoredOn }: Properties): string | undefined {
  return isText(restoredOn) && /^\d{4}-\d{2}-\d{2}$/.test(restoredOn) ? restoredOn : undefined;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
