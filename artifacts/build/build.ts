import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { databaseBackup } from "../../blueprint/names";
import { leavesFolder } from "../../settings/leaves-folder";
import type { Workload } from "../../settings/read-workloads";
import { digestOf } from "../digest";
import { archiveOf, SiteError } from "../site-archive";
import { BuildError, run } from "./command";
import type { Commit } from "./commit";
import { floatingBases, imageBy, pushOnce, requireDocker } from "./image";

/** What can be built: a workload, or the platform's own image beside them. */
export interface Buildable extends Pick<Workload, "name" | "folder"> {
  readonly manifest:
    Workload["manifest"] | { readonly target: "aws-ecs"; readonly version: string };
}

/** What backs databases up by a schedule: no workload, since nothing leads to it and no release of it is watched. */
export const platformImage: Buildable = {
  name: databaseBackup,
  folder: "database",
  manifest: { target: "aws-ecs", version: "1.0.0" },
};

/** What was built of a workload: what a release names. */
export interface Build {
  readonly workload: string;
  readonly target: Workload["manifest"]["target"];
  /** As its deploy.yaml says it. */
  readonly version: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Of a Worker's module, of a site's archive, or of an image's manifest. */
  readonly digest: string;
}

export interface Built {
  readonly build: Build;
  /** The module or the archive; `undefined` for an image, which a registry keeps. */
  readonly bytes: Buffer | undefined;
  /** What may make it another one on another day. */
  readonly doubts: readonly string[];
}

/**
 * Builds a workload in a folder that holds its commit: `make install build`, or a site's own command.
 *
 * @param root - that folder, where the workload was read.
 * @param repository - where an image is pushed to, under the commit as its tag. Default: nowhere.
 * @throws BuildError
 */
export function build(
  root: string,
  workload: Buildable,
  commit: Commit,
  repository?: string,
): Built {
  const { name, folder, manifest } = workload;
  const { target, version } = manifest;
  const about = { workload: name, target, version, commit: commit.id };
  const place = join(root, folder);
  const make = (variables: Readonly<Record<string, string>>, ...targets: readonly string[]) =>
    run("make", ["--no-print-directory", ...targets], place, {
      ...variables,
      ...variablesOf(commit, version),
    });
  switch (target) {
    case "cloudflare-worker": {
      make({}, "install", "build");
      const bytes = contentOf(root, join(place, manifest.worker.main));
      return { build: { ...about, digest: digestOf(bytes) }, bytes, doubts: [] };
    }
    case "cloudflare-pages": {
      make({}, "install");
      run("sh", ["-c", manifest.site.build], place, variablesOf(commit, version));
      const bytes = archived(root, join(place, manifest.site.output));
      return { build: { ...about, digest: digestOf(bytes) }, bytes, doubts: [] };
    }
    case "aws-ecs": {
      requireDocker();
      make({}, "install");
      const digest = imageBy((variables) => make(variables, "build"));
      if (repository !== undefined) {
        pushOnce(repository, digest, () => {
          imageBy((variables) =>
            make({ ...variables, PUSH: `${repository}:${commit.id}` }, "build"),
          );
        });
      }
      return { build: { ...about, digest }, bytes: undefined, doubts: doubtsOf(place) };
    }
  }
}

/** What a build may know of where and when it runs: of the commit all, of the machine nothing. */
function variablesOf({ id, time }: Commit, version: string): Readonly<Record<string, string>> {
  return { COMMIT: id, VERSION: version, SOURCE_DATE_EPOCH: String(time), TZ: "UTC", LC_ALL: "C" };
}

function contentOf(root: string, file: string): Buffer {
  if (!existsSync(file) || leavesFolder(root, file)) {
    throw new BuildError(
      `the build left no ${file.slice(root.length + 1)}, which \`main\` under \`worker\` names`,
    );
  }
  return readFileSync(file);
}

function archived(root: string, folder: string): Buffer {
  const output = folder.slice(root.length + 1);
  if (!existsSync(folder) || leavesFolder(root, folder)) {
    throw new BuildError(`the build left no ${output}, which \`output\` under \`site\` names`);
  }
  try {
    return archiveOf(folder);
  } catch (error) {
    if (error instanceof SiteError) throw new BuildError(error.message);
    throw error;
  }
}

function doubtsOf(folder: string): readonly string[] {
  const dockerfile = join(folder, "Dockerfile");
  if (!existsSync(dockerfile)) return [];
  return floatingBases(readFileSync(dockerfile, "utf8")).map(
    (base) =>
      `FROM ${base} is another image another day: write its digest behind it, ${base}@sha256:<64 hex digits>`,
  );
}
