import { readFileSync } from "node:fs";
import * as z from "zod";
import {
  type Build,
  type Buildable,
  build,
  type Built,
  platformImage,
} from "../../artifacts/build/build";
import { BuildError } from "../../artifacts/build/command";
import { atCommit, changedFiles, type Commit, commitOf } from "../../artifacts/build/commit";
import { isKept, keepArtifact } from "../../artifacts/kept";
import { writeReleases } from "../../artifacts/release-file";
import { openStore } from "../../artifacts/store/open-store";
import { type ArtifactStore, put, StoreError } from "../../artifacts/store/store";
import { messageOf, runCommandLine } from "../../operations/command-line";
import { chooseWorkloads } from "../../settings/choose-workloads";
import { SettingsError } from "../../settings/problem";
import { readProject } from "../../settings/project";
import { readReleases, type Release } from "../../settings/release";
import { sharedImages } from "../../settings/resolve-container-service";
import { readStackConfig } from "../../settings/stack-file";
import { previewHost } from "../../settings/stack-name";
import { UsageError } from "../../settings/usage-error";
import { type BuildCommand, parseBuild, usage } from "./options";
import { describeBuilds, describeFailures, type Failure } from "./report";

const exitCodes = { built: 0, some: 1, failed: 3 } as const;

/** What `make changed JSON=1` says of workloads; one may be named that only works with a changed one. */
const changes = z.object({
  workloads: z.array(z.object({ name: z.string(), changed: z.boolean() })),
});

/** Where builds go; none where they are only made. */
interface Destination {
  readonly store: ArtifactStore;
  /** Address of a workload's images. */
  readonly repositoryOf: (workload: string) => string;
}

async function run(command: BuildCommand): Promise<number> {
  const root = process.cwd();
  const only = command.changed === undefined ? undefined : workloadsIn(command.changed);
  const chosen = (folder: string): readonly Buildable[] =>
    command.app === platformImage.name
      ? [platformImage]
      : chooseWorkloads(folder, command.app).filter(({ name }) => only?.includes(name) ?? true);
  const checkedOut = chosen(root);
  const destination = command.push ? destinationOf(root, command.store) : undefined;
  const commit = commitOf(root, command.commit ?? "HEAD");
  const built: Built[] = [];
  const failures: Failure[] = [];
  const make = async (folder: string, workload: Buildable): Promise<void> => {
    try {
      built.push(await makeOne(root, folder, workload, commit, destination));
    } catch (error) {
      if (!(error instanceof BuildError || error instanceof StoreError)) throw error;
      failures.push({ workload: workload.name, said: error.message });
    }
  };
  if (command.dirty) {
    for (const workload of checkedOut) await make(root, workload);
  } else {
    if (command.commit === undefined) requireCommitted(root, checkedOut);
    await atCommit(root, commit, async (folder) => {
      for (const workload of chosen(folder)) await make(folder, workload);
    });
  }
  if (destination !== undefined)
    record(
      root,
      built.map(({ build: made }) => made),
    );
  process.stdout.write(describeBuilds(built, command));
  process.stderr.write(describeFailures(failures));
  return failures.length === 0 ? exitCodes.built : exitCodes.some;
}

async function makeOne(
  root: string,
  folder: string,
  workload: Buildable,
  commit: Commit,
  destination: Destination | undefined,
): Promise<Built> {
  const made = build(folder, workload, commit, destination?.repositoryOf(workload.name));
  if (made.bytes !== undefined) {
    if (destination !== undefined) await put(destination.store, made.bytes);
    if (folder !== root && isKept(workload)) {
      keepArtifact(root, workload, made.build.digest, made.bytes);
    }
  }
  return made;
}

/** @throws UsageError */
function workloadsIn(file: string): readonly string[] {
  try {
    const { workloads } = changes.parse(JSON.parse(readFileSync(file, "utf8")));
    return workloads.filter(({ changed }) => changed).map(({ name }) => name);
  } catch (error) {
    throw new UsageError(
      `--changed ${file}: expected what \`make changed JSON=1\` prints: ${messageOf(error)}`,
    );
  }
}

/** @throws UsageError where a build of the last commit would lack what was changed since. */
function requireCommitted(root: string, workloads: readonly Buildable[]): void {
  const changed = changedFiles(root, ["deploy", ...workloads.map(({ folder }) => folder)]);
  if (changed.length === 0) return;
  throw new UsageError(
    `not in a commit: ${changed.join(", ")}\nCommit it; or build without it, COMMIT=HEAD; or look at what it becomes, DIRTY=1.`,
  );
}

/** @throws UsageError, SettingsError */
function destinationOf(root: string, store: string | undefined): Destination {
  const shared = readStackConfig(root, "shared");
  if ("problems" in shared) throw new SettingsError("shared", shared.problems);
  const product = shared.value.values["platform:product"] ?? "";
  const registry = readProject(root).neighbours.find(({ stack }) => stack === "shared");
  const { sound, problems } = readReleases(root, previewHost, undefined);
  if (problems.length > 0) throw new SettingsError(previewHost, problems);
  return {
    store: openStore(root, store),
    repositoryOf: (workload) =>
      sound.get(workload)?.image ?? sharedImages(workload, { product, registry }).home,
  };
}

/** dev runs what was built. */
function record(root: string, builds: readonly Build[]): void {
  const { sound } = readReleases(root, previewHost, undefined);
  const releases = builds.map(({ workload, version, commit, digest }): [string, Release] => {
    const image = sound.get(workload)?.image;
    return [workload, { version, commit, digest, ...(image !== undefined && { image }) }];
  });
  writeReleases(root, previewHost, Object.fromEntries(releases));
}

void runCommandLine({
  usage,
  parse: parseBuild,
  run,
  explained: { [exitCodes.some]: [BuildError] },
  failed: exitCodes.failed,
});
