import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join, posix } from "node:path";
import { attempt, run } from "../../artifacts/build/command";
import type { Workload } from "../../settings/read-workloads";
import { namesIn } from "./difference";
import { mentionedByCommands, mentionedByFile } from "./mentions";

/** What a workload's build and test read, as far as its files tell. */
export interface Reads {
  /** Files, and folders with all that is in them, its own among them. */
  readonly paths: ReadonlySet<string>;
  /** Why that may not be all: then each change counts. */
  readonly unknown?: string;
  /** Words of its own files that may be an address of another workload, as `/api/accounts/me`. */
  readonly addresses: ReadonlySet<string>;
}

/** What Node, npm and tsx look for in a folder whose packages are used. */
const packageFiles = ["package.json", "package-lock.json", ".npmrc", "tsconfig.json"];

const endings = [".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", ".tsx", ".jsx", ".json"];

/** Beyond this a file is no code. */
const longestFile = 1024 * 1024;

/** Derived from what make would run, from what the Makefile includes, and from what the code imports and names. */
export function readsOf(root: string, { folder, manifest }: Workload): Reads {
  const paths = new Set([folder]);
  const files = filesIn(root, folder);
  const addresses = new Set(files.flatMap((file) => addressesIn(textOf(root, file))));
  // All of it, whatever is built already; where its data base begins, make tells of itself.
  const made = attempt("make", ["-Bnp", "install", "build", "test"], join(root, folder));
  const [commands = "", database = ""] = made.stdout.split(/^# GNU Make (?=\d)/m);
  if (made.status !== 0 || database === "") {
    return { paths, addresses, unknown: `make -n install build test fails in ${folder}` };
  }
  const [, makefiles = ""] = /^MAKEFILE_LIST := (.*)$/m.exec(database) ?? [];
  for (const makefile of makefiles.split(" ")) paths.add(posix.join(folder, makefile));

  const site = manifest.target === "cloudflare-pages" ? `\n${manifest.site.build}` : "";
  const named = mentionedByCommands(commands + site, folder);
  named.paths.forEach((path) => paths.add(path));
  const places = [...new Set([folder, ...named.packages])];
  named.packages.forEach((place) => {
    packagesAbove(place).forEach((path) => paths.add(path));
  });
  const unknown = named.unknown ?? readCode(root, files, places, paths);
  return { paths, addresses, ...(unknown !== undefined && { unknown }) };
}

/** Adds what the files and those that they import name; why that may not be all. */
function readCode(
  root: string,
  files: readonly string[],
  places: readonly string[],
  paths: Set<string>,
): string | undefined {
  const waiting = [...files];
  const seen = new Set(waiting);
  let unknown: string | undefined;
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = textOf(root, file);
    if (text === undefined) continue;
    if (typeof text === "object") {
      paths.add(posix.join(posix.dirname(file), text.link));
      continue;
    }
    const mentions = mentionedByFile(file, text, places);
    unknown ??= mentions.unknown;
    mentions.paths.forEach((path) => paths.add(path));
    mentions.packages.forEach((place) => {
      packagesAbove(place).forEach((path) => paths.add(path));
    });
    for (const candidate of mentions.modules.flatMap(candidatesOf)) {
      paths.add(candidate);
      if (seen.has(candidate)) continue;
      seen.add(candidate);
      waiting.push(candidate);
    }
  }
  return unknown;
}

/** Files that an import may mean. */
function candidatesOf(path: string): readonly string[] {
  const bare = path.replace(/\.[cm]?jsx?$/, "");
  const stems = [...new Set([path, bare, posix.join(path, "index")])];
  return [path, ...stems.flatMap((stem) => endings.map((ending) => `${stem}${ending}`))];
}

function packagesAbove(place: string): readonly string[] {
  const files = packageFiles.map((file) => posix.join(place, file));
  return place === "." ? files : [...files, ...packagesAbove(posix.dirname(place))];
}

function addressesIn(text: ReturnType<typeof textOf>): readonly string[] {
  return typeof text === "string" ? (text.match(/(?<![\w./<])\/\w[\w./-]*/g) ?? []) : [];
}

function filesIn(root: string, folder: string): readonly string[] {
  const listed = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", folder];
  return namesIn(run("git", listed, root));
}

/** A file's text, or where a link leads; `undefined` for what is neither, or gone. */
function textOf(root: string, file: string): string | { readonly link: string } | undefined {
  const path = join(root, file);
  try {
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return { link: readlinkSync(path) };
    return status.isFile() && status.size <= longestFile ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
