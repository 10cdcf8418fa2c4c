import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { digestOf } from "../digest";
import { attempt, BuildError } from "./command";

const index = z.object({
  manifests: z.tuple([z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })]),
});

/**
 * Digest of the one image that a build leaves as an OCI layout in `$OCI`: that by which a registry knows it.
 *
 * @throws BuildError where it left something else.
 */
export function imageBy(build: (variables: { readonly OCI: string }) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "platform-image-"));
  try {
    const layout = join(folder, "layout");
    build({ OCI: layout });
    return imageIn(layout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function imageIn(layout: string): string {
  try {
    const { manifests } = index.parse(JSON.parse(readFileSync(join(layout, "index.json"), "utf8")));
    const [{ digest }] = manifests;
    if (digestOf(readFileSync(join(layout, "blobs", digest.replace(":", "/")))) === digest) {
      return digest;
    }
    throw new BuildError(`the image's manifest is not what its digest says, ${digest}`);
  } catch (error) {
    if (error instanceof BuildError) throw error;
    throw new BuildError(
      `no OCI layout with one image was left in $OCI, as deploy/aws.mk leaves it: ${error instanceof Error ? error.message : ""}`,
    );
  }
}

/** @throws BuildError where this machine builds no images. */
export function requireDocker(): void {
  if (attempt("docker", ["buildx", "version"], ".").status === 0) return;
  throw new BuildError(
    "an image takes docker with buildx, which is not on this machine: build it where it is, for example in a workflow",
  );
}

/**
 * Pushes an image where the registry has none of that digest: tags never move, so a second push of one would be refused.
 *
 * @throws BuildError where the registry has another one afterwards.
 */
export function pushOnce(repository: string, digest: string, push: () => void): void {
  const isThere = (): boolean =>
    attempt("docker", ["buildx", "imagetools", "inspect", `${repository}@${digest}`], ".")
      .status === 0;
  if (isThere()) return;
  push();
  if (isThere()) return;
  throw new BuildError(
    `${repository} has no ${digest} after the push: what was pushed is another image`,
  );
}

/** Base images that a Dockerfile names by a tag alone, which is another image another day. */
export function floatingBases(dockerfile: string): readonly string[] {
  const froms = [...dockerfile.matchAll(/^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)];
  const stages = froms.map(([, , stage]) => stage);
  return froms
    .map(([, base = ""]) => base)
    .filter((base) => base !== "scratch" && !base.includes("@sha256:") && !stages.includes(base));
}
