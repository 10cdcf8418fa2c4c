import { execFile, spawn } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isRefusal, reasonOf } from "../../settings/file-error";
import { leavesFolder } from "../../settings/leaves-folder";
import { UsageError } from "../../settings/usage-error";
import type { Report } from "../report/report";
import { dateOfRevision } from "./revision-date";

const run = promisify(execFile);

/** What Node is called with to run the preview of the code in a folder, which may write one file and do no more. */
export type Confined = (folder: string, file: string) => Promise<readonly string[]>;

/**
 * The report of another revision, made by that revision's own preview from its own files. A commit never changes, so its
 * report is kept under node_modules/.cache and made once.
 *
 * @param onForeign - told what the code may do, where it is not part of this branch.
 * @throws UsageError when the ref is unknown, or that revision's own input is bad.
 */
export async function reportOfRevision(
  root: string,
  ref: string,
  stacks: readonly string[],
  confined: Confined,
  onForeign: (note: string) => void,
): Promise<Report> {
  const commit = await resolveCommit(root, ref);
  const cache = join(root, "node_modules", ".cache", "preview", "revisions");
  const file = join(
    cache,
    `${[commit, ...stacks.map((stack) => dated(stack, root))].join("-")}.json`,
  );
  const known = readReport(file);
  if (known !== undefined) return known;
  const tree = join(cache, commit);
  if (!(await isPartOf(root, commit))) onForeign(foreignNote(ref));
  try {
    const project = await pathInRepository(root);
    if (!existsSync(tree)) await checkOut(root, ref, commit, tree, project);
    await preview(root, join(tree, project), { ref, stacks, file, confined });
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new UsageError(`base "${ref}" is laid out in ${cache}, which fails: ${reasonOf(error)}`);
  }
}

/** A pull request's stack without a file begins on the day of the newest commit, so its report holds for that day. */
function dated(stack: string, root: string): string {
  return stack.startsWith("pr-")
    ? `${stack}@${dateOfRevision(root).toISOString().slice(0, 10)}`
    : stack;
}

/** A report that was kept; nothing where it is absent or damaged. */
function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
}

async function resolveCommit(root: string, ref: string): Promise<string> {
  try {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
    return (await run("git", args, { cwd: root })).stdout.trim();
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new UsageError(`base "${ref}" needs git, which is not installed`);
    if (stderr !== "") throw new UsageError(`base "${ref}" can't be found: ${stderr.trim()}`);
    throw new UsageError(
      `base "${ref}" is no commit of this repository; expected a branch, tag or commit. ` +
        `A shallow clone lacks it: git fetch --unshallow origin`,
    );
  }
}

/** Whether the working tree has come from a commit: its code runs here anyway. */
async function isPartOf(root: string, commit: string): Promise<boolean> {
  const asked = run("git", ["merge-base", "--is-ancestor", commit, "HEAD"], { cwd: root });
  return asked.then(
    () => true,
    () => false,
  );
}

function foreignNote(ref: string): string {
  const network = Number(process.versions.node.split(".")[0]) < 25;
  return `base "${ref}" is not part of this branch: its own code makes its report. It reads its files, writes the report and starts nothing${network ? ", but Node before 25 can't keep it off the network" : ""}.`;
}

/** @throws UsageError where a link would let the revision's code read what lies outside its files. */
async function requireNoWayOut(root: string, ref: string, commit: string, part: string) {
  const args = ["ls-tree", "-r", "-z", "--full-tree", commit];
  const { stdout } = await run("git", args, { cwd: root, maxBuffer: 2 ** 28 });
  const links = stdout.split("\0").flatMap((line) => /^120000 .*\t(.*)$/s.exec(line)?.[1] ?? []);
  const out = links.filter(
    (link) => existsSync(join(part, link)) && leavesFolder(part, join(part, link)),
  );
  if (out.length === 0) return;
  throw new UsageError(
    `base "${ref}" has links out of its folder, so its code was not run: ${out.join(", ")}`,
  );
}

/** Where the project lies in its repository; empty where it is all of it. */
async function pathInRepository(root: string): Promise<string> {
  return (await run("git", ["rev-parse", "--show-prefix"], { cwd: root })).stdout.trim();
}

/** Lays the commit's files beside the working tree's packages, or its own where its lock file differs. */
async function checkOut(
  root: string,
  ref: string,
  commit: string,
  tree: string,
  project: string,
): Promise<void> {
  const part = `${tree}.${String(process.pid)}`;
  // A recursive mkdir on a read-only disk says that there is no such folder.
  accessSync(root, constants.W_OK);
  mkdirSync(part, { recursive: true });
  try {
    const index = `${part}.index`;
    await run("git", ["--work-tree", part, "read-tree", "--reset", "-u", commit], {
      cwd: root,
      env: { ...process.env, GIT_INDEX_FILE: index },
    });
    rmSync(index, { force: true });
    await requireNoWayOut(root, ref, commit, part);
    const own = join(part, project);
    if (sameFile(join(root, "package-lock.json"), join(own, "package-lock.json"))) {
      symlinkSync(join(root, "node_modules"), join(own, "node_modules"), "dir");
    } else if (existsSync(join(own, "package.json"))) {
      await install(own, ref);
    }
    place(part, tree);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Another preview may have laid out the same commit meanwhile. */
function place(part: string, tree: string): void {
  try {
    renameSync(part, tree);
  } catch (error) {
    if (!existsSync(tree)) throw error;
  }
}

async function install(folder: string, ref: string): Promise<void> {
  try {
    await run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: folder,
    });
  } catch (error) {
    const lines = String((error as { stderr?: unknown }).stderr ?? error).split("\n");
    const errors = lines.filter((line) => line.startsWith("npm error")).slice(0, 5);
    throw new UsageError(
      [`base "${ref}" has another package-lock.json, and npm ci fails for it:`, ...errors].join(
        "\n",
      ),
    );
  }
}

function sameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && readFileSync(a, "utf8") === readFileSync(b, "utf8");
}

interface Asked {
  readonly ref: string;
  readonly stacks: readonly string[];
  /** Where the report belongs. */
  readonly file: string;
  readonly confined: Confined;
}

async function preview(root: string, tree: string, asked: Asked): Promise<void> {
  const { ref, stacks, file, confined } = asked;
  if (!existsSync(join(tree, "preview", "start.mjs"))) {
    throw new UsageError(`base "${ref}" has no preview of its own (preview/start.mjs)`);
  }
  const part = `${file}.${String(process.pid)}`;
  const command = await confined(tree, part).catch((error: unknown) => {
    throw new UsageError(`base "${ref}" can't be previewed:\n${reasonOf(error)}`);
  });
  const { code, errors } = await finish(
    [...command, ...["preview", "--json", part], ...stacks.flatMap((stack) => ["--stack", stack])],
    { cwd: tree, env: { SOURCE_DATE_EPOCH: String(dateOfRevision(root).getTime() / 1000) } },
  );
  if (code > 1) {
    rmSync(part, { force: true });
    throw new UsageError(`base "${ref}" can't be previewed:\n${errors.trim()}`);
  }
  renameSync(part, file);
}

function finish(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ code: number; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? 3, errors });
    });
  });
}
