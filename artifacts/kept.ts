import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { artifactFolder } from "../settings/artifact-path";
import { leavesFolder } from "../settings/leaves-folder";
import type { SiteManifest, WorkerManifest } from "../settings/manifest/manifest";
import type { Workload } from "../settings/read-workloads";
import { recordedModule } from "../settings/worker-build";
import { digestOf } from "./digest";
import { archiveOf, SiteError, unpack } from "./site-archive";

/** What of a workload is kept by its digest in files: of an image the registry has it. */
export type Kept = Workload & { readonly manifest: WorkerManifest | SiteManifest };

export function isKept<Any extends { readonly manifest: { readonly target: string } }>(
  workload: Any,
): workload is Any & Kept {
  return workload.manifest.target !== "aws-ecs";
}

/**
 * Whether the checkout has a build under `.artifacts/`, bit for bit: a Worker's module, or the files of a site, whose archive
 * has its digest again.
 */
export function hasArtifact(root: string, workload: Kept, digest: string): boolean {
  const path = join(root, pathOf(workload, digest));
  if (!existsSync(path) || leavesFolder(root, path)) return false;
  try {
    const bytes =
      workload.manifest.target === "cloudflare-worker" ? readFileSync(path) : archiveOf(path);
    return digestOf(bytes) === digest;
  } catch (error) {
    if (error instanceof SiteError || (error instanceof Error && "code" in error)) return false;
    throw error;
  }
}

/** Keeps a build there, in place of anything else; `bytes` are a module, or a site's archive. */
export function keepArtifact(root: string, workload: Kept, digest: string, bytes: Buffer): void {
  const path = join(root, pathOf(workload, digest));
  const fresh = `${join(root, artifactFolder(digest))}.${String(process.pid)}`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    if (workload.manifest.target === "cloudflare-pages") unpack(bytes, fresh);
    else {
      mkdirSync(dirname(fresh), { recursive: true });
      writeFileSync(fresh, bytes);
    }
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    renameSync(fresh, path);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Folder of a site's files, relative to the project, for whoever uploads them: fetched before, and checked now.
 *
 * @returns `undefined` where it is not here bit for bit: `make fetch` brings it.
 */
export function siteFolder(root: string, workload: Kept, digest: string): string | undefined {
  return hasArtifact(root, workload, digest) ? pathOf(workload, digest) : undefined;
}

/** Relative to the project: a Worker's module, or the folder of a site. */
function pathOf({ manifest }: Kept, digest: string): string {
  return manifest.target === "cloudflare-worker"
    ? recordedModule(manifest, digest)
    : artifactFolder(digest);
}
