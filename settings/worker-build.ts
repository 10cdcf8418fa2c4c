import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Tier } from "../blueprint/tier";
import { tiers } from "../blueprint/tiers";
import { leavesFolder } from "./leaves-folder";
import type { WorkerManifest } from "./manifest/manifest";
import type { Problem } from "./problem";
import type { Workloads } from "./read-workloads";
import type { Release, Releases } from "./release";

/** The module of a Worker as one environment runs it. */
export interface WorkerBuild {
  /** Path relative to the project. */
  readonly modulePath: string;
  /** `sha256:<64 hex digits>` of what runs: of the record, or of the checkout where the tier runs that. */
  readonly digest: string;
  /** Why the module of this checkout must not be uploaded; a preview shows the rest all the same. */
  readonly problem: Problem | undefined;
  /** Whether there is no module at all, which a preview refuses too. */
  readonly isMissing: boolean;
}

/** The builds of Workers that releases record, by workload, and whether the modules in this checkout are those builds. */
export function workerBuilds(
  root: string,
  tier: Tier,
  releases: Releases,
  { sound }: Workloads,
): ReadonlyMap<string, WorkerBuild> {
  const builds = new Map<string, WorkerBuild>();
  for (const { name, folder, manifest } of sound) {
    const release = releases.sound.get(name);
    if (manifest.target !== "cloudflare-worker" || release === undefined) continue;
    builds.set(name, workerBuild(root, tier, releases.file, folder, manifest, release));
  }
  return builds;
}

function workerBuild(
  root: string,
  tier: Tier,
  releasesFile: string,
  folder: string,
  { worker }: WorkerManifest,
  release: Release,
): WorkerBuild {
  const modulePath = posix.join(folder, worker.main);
  const { digest = release.digest, got } = readDigest(root, modulePath);
  const build = {
    modulePath,
    digest: tiers[tier].workersFromCheckout ? digest : release.digest,
    isMissing: got !== undefined,
  };
  if (got === undefined && build.digest === digest) return { ...build, problem: undefined };
  const write = `write \`"digest": "${digest}"\` with its version and commit in ${releasesFile}`;
  const problem = {
    file: modulePath,
    key: "",
    got: got ?? digest,
    expected: `the build that ${releasesFile} records, ${release.digest}`,
    fix: `check out ${release.commit} and \`make -C ${folder} build\`, or ${got === undefined ? write : `correct \`main\` under \`worker\` in ${folder}/deploy.yaml`}`,
  };
  return { ...build, problem };
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
