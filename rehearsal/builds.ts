import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { buildSync } from "esbuild";
import { digestOf } from "../artifacts/digest";
import { isKept, keepArtifact } from "../artifacts/kept";
import { archiveOf } from "../artifacts/site-archive";
import type { Workload } from "../settings/read-workloads";
import type { Release } from "../settings/release";
import type { FaultName } from "./faults/fault.mjs";

/** A workload as it was built for a release of the rehearsal. */
export interface Build extends Pick<Release, "version" | "commit" | "digest"> {
  readonly workload: string;
  /** Where it lies: the container's folder, the Worker's with its module, or what the site's build wrote. */
  readonly folder: string;
  /** How a container starts; empty for another target. */
  readonly command: readonly string[];
}

/** What is built anew: the same code under another version, with something wrong in it or nothing. */
export interface Edition {
  readonly version: string;
  readonly fault?: FaultName | undefined;
}

/**
 * Builds a workload from its sources in the checkout into a folder of its own.
 *
 * @param project - the rehearsal's own copy of the checkout, which the program reads.
 * @param into - the folder of this edition of all workloads; beside them lies what their Makefiles include.
 */
export function build(
  { root, project }: { readonly root: string; readonly project: string },
  into: string,
  workload: Workload,
  edition: Edition,
): Build {
  const { name, manifest } = workload;
  const folder = join(into, workload.folder);
  cpSync(join(root, workload.folder), folder, { recursive: true });
  cpSync(join(root, "deploy"), join(into, "deploy"), { recursive: true });
  const commit = createHash("sha1").update(`${name} ${edition.version}`).digest("hex");
  const made = { workload: name, version: edition.version, commit };
  switch (manifest.target) {
    case "aws-ecs": {
      writeFileSync(join(folder, "VERSION"), `${edition.version}\n`);
      const command = [...commandBefore(folder, edition.fault), ...startOf(folder)];
      // Stands for the image's, which nobody builds here.
      return { ...made, digest: digestOf(archiveOf(folder)), folder, command };
    }
    case "cloudflare-worker": {
      const module = Buffer.from(workerModule(join(folder, manifest.worker.main), edition));
      return { ...made, digest: kept(project, workload, module), folder, command: [] };
    }
    case "cloudflare-pages": {
      const pages = readdirSync(folder, { recursive: true, encoding: "utf8" });
      for (const page of pages.filter((file) => file.endsWith(".html"))) {
        const text = readFileSync(join(folder, page), "utf8");
        writeFileSync(join(folder, page), `${text}<!-- ${edition.version} -->\n`);
      }
      execFileSync("sh", ["-c", manifest.site.build], { cwd: folder, stdio: "pipe" });
      const output = join(folder, manifest.site.output);
      return {
        ...made,
        digest: kept(project, workload, archiveOf(output)),
        folder: output,
        command: [],
      };
    }
  }
}

/** What the Dockerfile starts; an image's `python` may be called otherwise here. */
function startOf(folder: string): readonly string[] {
  const text = readFileSync(join(folder, "Dockerfile"), "utf8");
  const command = JSON.parse(/^CMD (\[.*\])$/m.exec(text)?.[1] ?? "[]") as string[];
  return command.map((word, place) => (place === 0 && word === "python" ? "python3" : word));
}

/** The fault comes with the build, and stands before its process. */
function commandBefore(folder: string, fault: FaultName | undefined): readonly string[] {
  if (fault === undefined) return [];
  mkdirSync(join(folder, "faults"));
  for (const file of ["container.mjs", "fault.mjs"]) {
    cpSync(join(__dirname, "faults", file), join(folder, "faults", file));
  }
  return [process.execPath, posix.join("faults", "container.mjs"), fault];
}

function workerModule(module: string, { version, fault }: Edition): string {
  if (fault === undefined) return `${readFileSync(module, "utf8")}\n// ${version}\n`;
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "faults", "worker.mjs")],
    alias: { workload: module },
    define: { FAULT: JSON.stringify(fault) },
    banner: { js: `// ${version}` },
    bundle: true,
    format: "esm",
    write: false,
    outfile: basename(module),
  });
  return outputFiles[0]?.text ?? "";
}

/** Keeps what was built where the program takes it from. */
function kept(project: string, workload: Workload, bytes: Buffer): string {
  const digest = digestOf(bytes);
  if (isKept(workload)) keepArtifact(project, workload, digest, bytes);
  return digest;
}
