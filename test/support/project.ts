import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { digestOf } from "../../artifacts/digest";
import { artifactFolder } from "../../settings/artifact-path";

/** The checkout that is tested: the code of the program, its policies and its tools. */
export const projectRoot = join(__dirname, "..", "..");

/** Settings, manifests, releases and the policies' data of a platform that nobody runs, so that it stays as it is. */
export const fixture = join(__dirname, "..", "fixtures", "acme");

/** A text to write, a change to make to the fixture's own text, or `null` to remove the file. */
export type Changes = Readonly<Record<string, string | ((text: string) => string) | null>>;

/** Its files, each with its text. */
export function fixtureTexts(): readonly (readonly [file: string, text: string])[] {
  return readdirSync(fixture, { recursive: true, encoding: "utf8" }).flatMap((file) => {
    const path = join(fixture, file);
    return statSync(path).isFile() ? [[file, readFileSync(path, "utf8")] as const] : [];
  });
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the fixture, with changes, beside the checkout's code that it deploys. */
export function sampleProject(changes: Changes = {}): string {
  const root = mkdtempSync(join(tmpdir(), "platform-project-"));
  folders.push(root);
  cpSync(fixture, root, { recursive: true });
  cpSync(join(projectRoot, "functions"), join(root, "functions"), { recursive: true });
  fetchModules(root);
  for (const folder of ["node_modules", "tools"]) {
    symlinkSync(join(projectRoot, folder), join(root, folder), "dir");
  }
  for (const [file, change] of Object.entries(changes)) {
    const path = join(root, file);
    if (change === null) {
      rmSync(path, { recursive: true });
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof change === "string" ? change : changed(path, change));
  }
  return root;
}

/** As `make fetch` leaves it: the fixture's Worker, which is built as it is written, is what its releases record. */
function fetchModules(root: string): void {
  const module = readFileSync(join(root, "services/accounts/src/index.js"));
  const folder = join(root, artifactFolder(digestOf(module)));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), module);
}

let unchanged: string | undefined;

/** The copy without changes that all tests share. */
export function sampleRoot(): string {
  unchanged ??= sampleProject();
  return unchanged;
}

let pack: string | undefined;

/** Its policies' folder with the pack's code beside the data, and what the pack reads AWS's policies by beside it. */
export function samplePack(): string {
  if (pack === undefined) {
    pack = join(sampleRoot(), "policies");
    const others = ["environments.yaml", "waivers.yaml", "node_modules"];
    const filter = (path: string): boolean => !others.includes(basename(path));
    cpSync(join(projectRoot, "policies"), pack, { recursive: true, filter });
    for (const beside of ["expressions", "iam"]) {
      cpSync(join(projectRoot, beside), join(sampleRoot(), beside), { recursive: true });
    }
  }
  return pack;
}

/** Replaces a text that must be there. */
export function swap(from: string, to: string): (text: string) => string {
  return (text) => text.replace(from, to);
}

function changed(path: string, change: (text: string) => string): string {
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`the change to ${path} changes nothing`);
  return after;
}
