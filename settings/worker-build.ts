import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Tier } from "../blueprint/tier";
import { tiers } from "../blueprint/tiers";
import { artifactFolder } from "./artifact-path";
import { leavesFolder } from "./leaves-folder";
import type { WorkerManifest } from "./manifest/manifest";
import type { Problem } from "./problem";
import type { Workload, Workloads } from "./read-workloads";
import type { Release, Releases } from "./release";

/** The module of a Worker as one environment runs it. */
export interface WorkerBuild {
  /** Path relative to the project. */
  readonly modulePath: string;
  /** `sha256:<64 hex digits>` of what runs: of the record, or of the checkout where the tier runs that. */
  readonly digest: string;
}

export interface WorkerBuilds {
  /** By workload. */
  readonly builds: ReadonlyMap<string, WorkerBuild>;
  /** Modules that can't be uploaded. */
  readonly problems: readonly Problem[];
}

/**
 * The modules of Workers that have a release. Where a tier runs what is checked out, that module has to be there; else it
 * is the recorded one, which `make fetch` brings, and only what deploys needs it.
 */
export function workerBuilds(
  root: string,
  environment: { readonly stack: string; readonly tier: Tier; readonly deploys: boolean },
  releases: Releases,
  { sound }: Workloads,
): WorkerBuilds {
  const builds = new Map<string, WorkerBuild>();
  const problems: Problem[] = [];
  for (const workload of sound) {
    const release = releases.sound.get(workload.name);
    if (!isWorker(workload) || release === undefined) continue;
    const { build, problem } = tiers[environment.tier].workersFromCheckout
      ? fromCheckout(root, workload, release)
      : recorded(root, environment, workload, release, releases.file);
    builds.set(workload.name, build);
    if (problem !== undefined) problems.push(problem);
  }
  return { builds, problems };
}

/** Where a recorded module lies once it was fetched, relative to the project. */
export function recordedModule({ worker }: WorkerManifest, digest: string): string {
  return posix.join(artifactFolder(digest), posix.basename(worker.main));
}

type WorkerWorkload = Workload & { readonly manifest: WorkerManifest };

interface Found {
  readonly build: WorkerBuild;
  readonly problem: Problem | undefined;
}

function isWorker(workload: Workload): workload is WorkerWorkload {
  return workload.manifest.target === "cloudflare-worker";
}

function fromCheckout(
  root: string,
  { folder, manifest: { worker } }: WorkerWorkload,
  release: Release,
): Found {
  const modulePath = posix.join(folder, worker.main);
  const { digest = release.digest, got } = readDigest(root, modulePath);
  const build = { modulePath, digest };
  if (got === undefined) return { build, problem: undefined };
  const expected = "the module that the Worker's build leaves";
  const fix = `\`make -C ${folder} build\`, or correct \`main\` under \`worker\` in ${folder}/deploy.yaml`;
  return { build, problem: { file: modulePath, key: "", got, expected, fix } };
}

function recorded(
  root: string,
  { stack, deploys }: { readonly stack: string; readonly deploys: boolean },
  { manifest }: WorkerWorkload,
  { digest }: Release,
  releasesFile: string,
): Found {
  const modulePath = recordedModule(manifest, digest);
  const build = { modulePath, digest };
  const found = deploys ? readDigest(root, modulePath) : { digest };
  if (found.digest === digest) return { build, problem: undefined };
  const problem = {
    file: modulePath,
    key: "",
    got: found.got ?? found.digest ?? "",
    expected: `the build that ${releasesFile} records, ${digest}`,
    fix: `\`make fetch ENV=${stack}\``,
  };
  return { build, problem };
}

function readDigest(
  root: string,
  file: string,
): { readonly digest?: string; readonly got?: string } {
  try {
    const path = join(root, file);
    if (leavesFolder(root, path)) return { got: "a link out of the project's folder" };
    const hash = createHash("sha256").update(readFileSync(path));
    return { digest: `sha256:${hash.digest("hex")}` };
  } catch {
    return { got: "no file that can be read" };
  }
}
