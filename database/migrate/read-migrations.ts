import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type * as Log from "../../functions/database-roles/migration-log.mjs" with {
  "resolution-mode": "import",
};
import { UsageError } from "../../settings/usage-error";

/** A migration with what it is rehearsed by. */
export interface MigrationFile extends Log.Migration {
  /** Relative to the project, for example `database/migrations/0002-projections.sql`. */
  readonly file: string;
  readonly backFile: string;
  /** Statements of the code that needs it, by their names. */
  readonly load: Readonly<Record<string, string>>;
}

export const migrationsFolder = "database/migrations";

const namePattern = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;
const alone = /^-- no transaction$/m;

/**
 * The migrations of a checkout, in order.
 *
 * @throws UsageError with everything that is wrong with their files.
 */
export function readMigrations(root: string, folder = migrationsFolder): readonly MigrationFile[] {
  const files = readdirSync(join(root, folder)).sort();
  const scripts = files.filter((file) => !/\.(back|load)\.sql$/.test(file));
  const problems = scripts.flatMap((file, index) => problemsOf(file, index + 1, files));
  const bases = new Set(scripts.map((file) => file.replace(/\.sql$/, "")));
  const lost = files.filter(
    (file) => !scripts.includes(file) && !bases.has(file.replace(/\.(back|load)\.sql$/, "")),
  );
  problems.push(...lost.map((file) => `${file}: there is no migration of that name`));
  if (problems.length > 0) {
    throw new UsageError(problems.map((problem) => `${folder}/${problem}`).join("\n"));
  }
  return scripts.map((file) => readMigration(root, `${folder}/${file}`));
}

/** What of them a database is sent. */
export function scriptsOf(files: readonly MigrationFile[]): Log.Migration[] {
  return files.map(({ number, name, up, back, inTransaction }) => ({
    ...{ number, name, up, back, inTransaction },
  }));
}

function problemsOf(file: string, number: number, files: readonly string[]): readonly string[] {
  const [, digits, name] = namePattern.exec(file) ?? [];
  if (digits === undefined || name === undefined) {
    return [`${file}: expected a name like 0007-what-it-does.sql`];
  }
  const back = `${digits}-${name}.back.sql`;
  return [
    ...(Number(digits) === number
      ? []
      : [`${file}: expected number ${String(number).padStart(4, "0")}, the next one`]),
    ...(files.includes(back) ? [] : [`${back} is missing: it takes ${file} back`]),
  ];
}

function readMigration(root: string, file: string): MigrationFile {
  const [, digits = "", name = ""] = namePattern.exec(file.slice(file.lastIndexOf("/") + 1)) ?? [];
  const backFile = file.replace(/\.sql$/, ".back.sql");
  const loadFile = join(root, file.replace(/\.sql$/, ".load.sql"));
  const up = readFileSync(join(root, file), "utf8");
  return {
    number: Number(digits),
    name,
    file,
    backFile,
    up,
    back: readFileSync(join(root, backFile), "utf8"),
    inTransaction: !alone.test(up),
    load: existsSync(loadFile) ? namedStatements(readFileSync(loadFile, "utf8")) : {},
  };
}

/** Statements below lines like `-- append:`. */
export function namedStatements(text: string): Readonly<Record<string, string>> {
  const [, ...parts] = text.split(/^-- ([a-z][a-z0-9-]*):$/m);
  const names = parts.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(
    names.map((name, index) => [name, parts[index * 2 + 1]?.trim() ?? ""] as const),
  );
}
