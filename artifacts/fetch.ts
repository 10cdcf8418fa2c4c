import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leavesFolder } from "../settings/leaves-folder";
import { readWorkloads, type Workload } from "../settings/read-workloads";
import type { Release } from "../settings/release";
import { build } from "./build/build";
import { BuildError } from "./build/command";
import { atCommit, commitOf } from "./build/commit";
import { digestOf } from "./digest";
import { hasArtifact, isKept, keepArtifact, type Kept } from "./kept";
import { openStore } from "./store/open-store";
import { type ArtifactStore, getChecked, StoreError } from "./store/store";

/** A build that is to lie under `.artifacts/`. */
export interface Wanted {
  readonly workload: Kept;
  readonly release: Pick<Release, "digest" | "commit">;
}

/** Where builds may come from. What it has need not be the build: the digest decides. */
export interface Source {
  /** For people, for example `the checkout`. */
  readonly name: string;
  /** @throws StoreError, BuildError */
  readonly find: (wanted: Wanted) => Promise<Buffer | undefined>;
}

export interface Fetched extends Wanted {
  /** What it came from; `undefined` where none has it. */
  readonly from: string | undefined;
  /** What the others said. */
  readonly said: readonly string[];
}

/** What of releases is kept in files: images are the registry's. */
export function wantedOf(
  workloads: readonly Workload[],
  releases: ReadonlyMap<string, Wanted["release"]>,
): readonly Wanted[] {
  return workloads.filter(isKept).flatMap((workload) => {
    const release = releases.get(workload.name);
    return release === undefined ? [] : [{ workload, release }];
  });
}

/** Brings under `.artifacts/` what is not there yet, each from the first source that has it bit for bit. */
export async function fetchArtifacts(
  root: string,
  wanted: readonly Wanted[],
  sources: readonly Source[],
): Promise<readonly Fetched[]> {
  const fetched: Fetched[] = [];
  for (const each of wanted) fetched.push({ ...each, ...(await bring(root, each, sources)) });
  return fetched;
}

async function bring(
  root: string,
  wanted: Wanted,
  sources: readonly Source[],
): Promise<Pick<Fetched, "from" | "said">> {
  const { workload, release } = wanted;
  if (hasArtifact(root, workload, release.digest)) return { from: ".artifacts", said: [] };
  const said: string[] = [];
  for (const { name, find } of sources) {
    try {
      const bytes = await find(wanted);
      if (bytes !== undefined && digestOf(bytes) === release.digest) {
        keepArtifact(root, workload, release.digest, bytes);
        return { from: name, said };
      }
      said.push(`${name} has ${bytes === undefined ? "none" : `another, ${digestOf(bytes)}`}`);
    } catch (error) {
      if (!(error instanceof StoreError || error instanceof BuildError)) throw error;
      said.push(`${name}: ${error.message}`);
    }
  }
  return { from: undefined, said };
}

/** Modules of Workers as they are checked out, edited or not. */
export function checkout(root: string): Source {
  return {
    name: "the checkout",
    find({ workload: { folder, manifest } }) {
      if (manifest.target !== "cloudflare-worker") return Promise.resolve(undefined);
      const file = join(root, folder, manifest.worker.main);
      const isThere = existsSync(file) && !leavesFolder(root, file);
      return Promise.resolve(isThere ? readFileSync(file) : undefined);
    },
  };
}

export function stored(store: ArtifactStore): Source {
  return { name: store.url, find: ({ release }) => getChecked(store, release.digest) };
}

/** Wherever a build may be, the nearest first. @param address - of the store, as `openStore` takes it. */
export function everywhere(root: string, address: string | undefined): readonly Source[] {
  return [checkout(root), stored(openStore(root, address)), rebuilt(root)];
}

/** What the recorded commit builds to: the same as then, where its build is reproducible. */
export function rebuilt(root: string): Source {
  return {
    name: "a build of its commit",
    async find({ workload: { name }, release }) {
      const commit = commitOf(root, release.commit);
      return atCommit(root, commit, (folder) => {
        const then = readWorkloads(folder).sound.find((workload) => workload.name === name);
        return then === undefined ? undefined : build(folder, then, commit).bytes;
      });
    },
  };
}
