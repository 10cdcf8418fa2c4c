import type { Stack } from "@pulumi/pulumi/automation";
import { expandOf } from "../../database/lint/lint";
import { refusalsOf } from "../../database/lint/refusals";
import {
  type MigrationFile,
  readMigrations,
  scriptsOf,
} from "../../database/migrate/read-migrations";
import { rebuildTask } from "../../database/migrate/rebuild-task";
import { wrongIn } from "../../database/migrate/report";
import { keepRestorePoint } from "../../database/migrate/restore-point";
import { NoFunctionError, performThroughFunction } from "../../database/migrate/through-function";
import type { NeonApi } from "../../providers/neon/api/neon-api";
import type { Migration } from "../../rollout/stages/journal";
import { resourcesOf } from "../stack/state";
import { readState } from "../stack/state-file";
import { unproven } from "./proven-migrations";
import type { Database, ForeseenMigrations } from "./world";

export interface DatabaseParts {
  readonly root: string;
  readonly stack: Stack;
  /** The environment that has to have applied a migration before, and what it has; none where none has to. */
  readonly before?: { readonly name: string; readonly proven: Readonly<Record<string, string>> };
  /** Where the database is kept as it was, and for how many days; none where its history has to do. */
  readonly kept?: { readonly api: NeonApi; readonly days: number };
}

/** The database of a stack, whose own function applies the migrations of the checkout. */
export function ownDatabase(parts: DatabaseParts): Database {
  const { root, stack, kept } = parts;
  const perform = async (task: "migrate" | "verify", wanted: readonly Migration[]) =>
    performThroughFunction(stack, { task, migrations: scriptsOf(await filesOf(root, wanted)) });
  return {
    foresee: (known) => foreseen(parts, known),
    keep: async (name) => {
      if (kept === undefined) return;
      const resources = resourcesOf(await readState(stack));
      const project = resources.find(({ type }) => type === "neon:index:Project");
      if (project?.id === undefined) throw new Error(`${stack.name} has no project at Neon`);
      await keepRestorePoint(kept.api, project.id, { name, days: kept.days });
    },
    migrate: async (wanted) => {
      await perform("migrate", wanted);
    },
    verify: async (wanted) => {
      const wrong = wrongIn(await perform("verify", wanted)).join("; ");
      if (wrong !== "") throw new Error(`the schema is not what its migrations make: ${wrong}`);
    },
    rebuild: async () => {
      const task = rebuildTask(root);
      for (;;) {
        const { problems, isUnfinished } = await performThroughFunction(stack, task);
        if (problems.length > 0)
          throw new Error(`${problems.join("; ")} (docs/runbooks/projections.md)`);
        if (isUnfinished !== true) return;
      }
    },
  };
}

async function foreseen(
  { root, stack, before }: DatabaseParts,
  known: Readonly<Record<string, string>>,
): Promise<ForeseenMigrations> {
  const files = readMigrations(root);
  const standing = await standingOf(stack, files);
  const lacking = (await named(files)).filter(
    ({ migration: { name, checksum } }) =>
      known[name] !== checksum || standing?.applied.includes(name) === false,
  );
  const pending = lacking.map(({ migration }) => migration);
  const refusals = lacking.length === 0 ? [] : await refusalsOf(root, files);
  return {
    pending,
    isNew: standing === undefined,
    objections: [
      ...(standing?.problems ?? []).map((what) => ({
        what,
        fix: 'docs/runbooks/migrate.md, "When it fails"',
      })),
      ...refusals
        .filter(({ file: of }) =>
          lacking.some(({ file }) => [file.file, file.backFile].includes(of)),
        )
        .map(({ file, line, objection, notYet }) => ({
          what: `${file}:${String(line)} ${objection.what}`,
          fix: notYet ?? `${objection.instead} (make db-lint)`,
        })),
      ...(before ? unproven(pending, { ...before, environment: stack.name }) : []),
    ],
  };
}

/** Those up to the last that a release knows. @throws Error where the checkout has others. */
async function filesOf(root: string, wanted: readonly Migration[]) {
  const own = await named(readMigrations(root));
  const [strange] = wanted.filter(
    ({ checksum }) => !own.some(({ migration }) => migration.checksum === checksum),
  );
  if (strange !== undefined) {
    throw new Error(
      `this checkout has another ${strange.name}: check out what the release began with`,
    );
  }
  const last = own.findIndex(({ migration }) => migration.name === wanted.at(-1)?.name);
  return own.slice(0, last + 1).map(({ file }) => file);
}

async function named(files: readonly MigrationFile[]) {
  const { checksum, title } = await import("../../functions/database-roles/migration-log.mjs");
  return files.map((file) => {
    const isContract = expandOf(file.up) !== undefined;
    const migration: Migration = { name: title(file), checksum: checksum(file), isContract };
    return { file, migration };
  });
}

/** Nothing where there is no function yet that could say it. */
async function standingOf(stack: Stack, files: readonly MigrationFile[]) {
  try {
    return await performThroughFunction(stack, { task: "standing", migrations: scriptsOf(files) });
  } catch (error) {
    if (error instanceof NoFunctionError) return undefined;
    throw error;
  }
}
