import type { Release } from "../../settings/release";

type Releases = Readonly<Record<string, Release>>;

/** What of a workload's release says which build it is. */
type Build = Pick<Release, "version" | "commit" | "digest">;

/** Where a workload's release is known from. */
export interface Sources {
  /** releases/<stack>.json as it is. */
  readonly file: Releases;
  /** The same file at the revision before. */
  readonly before: Releases;
  readonly running: Readonly<Record<string, Build>>;
  readonly built: Readonly<Record<string, Build>>;
}

/** What is to run of each workload of the file or of what was built; what else a release says is the file's. */
export function recorded({ file, before, running, built }: Sources): Releases {
  const names = new Set([...Object.keys(file), ...Object.keys(built)]);
  return Object.fromEntries(
    [...names].flatMap((name): [string, Release][] => {
      const written = file[name];
      const isNew = written?.digest !== before[name]?.digest;
      const build = built[name] ?? (isNew ? written : (running[name] ?? written));
      return build === undefined ? [] : [[name, { ...written, ...buildOf(build) }]];
    }),
  );
}

function buildOf({ version, commit, digest }: Build): Build {
  return { version, commit, digest };
}
