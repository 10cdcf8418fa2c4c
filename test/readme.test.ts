import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { makeTargets } from "../tools/reference/make-targets";
import { writeWorkload } from "../tools/new-service/write-workload";
import { readWorkloads } from "../settings/read-workloads";
import { fixture, projectRoot } from "./support/project";
import { sampleRepository } from "./support/sample-repository";
import { folderForAll } from "./support/temporary-folder";

const readme = readFileSync("README.md", "utf8");
const documents = [
  ...readdirSync(".").filter((file) => file.endsWith(".md")),
  ".github/pull_request_template.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** The text of the first code block that begins so. */
function blockOf(beginning: string): string {
  const block = [...readme.matchAll(/^( *)```\w*\n([^]*?)^ *```$/gm)]
    .map(([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
    .find((text) => text.startsWith(beginning));
  if (block === undefined) throw new Error(`README.md has no block that begins with ${beginning}`);
  return block;
}

/** Expects what README.md shows below a command in what that printed: in this order, with gaps only at `…`. */
function expectShown(command: string, stdout: string): void {
  const lines = (text: string) =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map(blurred);
  const [, shown = ""] = blockOf(`$ ${command}\n`).split(`$ ${command}\n`);
  const printed = lines(stdout);
  let from = 0;
  for (const part of shown.split(/^ *…\n/m).map(lines)) {
    const at = printed.findIndex(
      (_, start) => start >= from && part.every((line, index) => printed[start + index] === line),
    );
    expect(at, `${part.join("\n")}\nafter line ${String(from)} of the output`).to.be.at.least(0);
    from = at + part.length;
  }
  expect(from).to.be.greaterThan(10);
}

/** A line without what differs from day to day: its counts, and the space that they take. */
function blurred(line: string): string {
  return line.replace(/\d[\d,]*/g, "0").replace(/(?: |─)+/g, " ");
}

function preview(root: string, ...args: readonly string[]) {
  const start = join(root, "preview", "start.mjs");
  return spawnSync(process.execPath, [start, "preview", ...args], { encoding: "utf8", cwd: root });
}

/** Whether this checkout still has the platform that README.md shows: whoever has another shows his own there, or none. */
const isShown =
  readme.includes(
    /host: (\S+)/.exec(readFileSync(join(projectRoot, "Pulumi.dev.yaml"), "utf8"))?.[1] ?? "",
  ) && isDeepStrictEqual(workloadsOf(projectRoot), workloadsOf(fixture));

function workloadsOf(root: string): readonly string[] {
  return readWorkloads(root).sound.map(({ name }) => name);
}

describe("README.md", () => {
  (isShown ? it : it.skip)("shows lines that `make preview` prints, but for its counts", () => {
    expectShown("make preview", preview(projectRoot).stdout);
  });

  (isShown ? describe : describe.skip)("a workload that is added as it says", () => {
    let root: string;
    folderForAll((folder) => {
      root = sampleRepository(folder);
      writeWorkload(root, { name: "suppliers", target: "aws-ecs" });
      const manifest = blockOf("# yaml-language-server");
      writeFileSync(join(root, "services", "suppliers", "deploy.yaml"), manifest);
    });

    it("violates nothing, and compared with main waits as it shows", () => {
      const { status, stdout, stderr } = preview(root, "--base", "main");
      expect(status, stderr + stdout).to.equal(0);
      expectShown("make preview BASE=main", stdout);
    });
  });

  it("says what each folder is for", () => {
    const folders = readdirSync(".", { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() && !/^(?:node_modules|coverage|\.(?!github$).*)$/.test(entry.name),
      )
      .map(({ name }) => `${name}/`);
    const [, table = ""] = readme.split("\n## Folders\n");
    const rows = (table.match(/^\| `.*\|$/gm) ?? []).flatMap((line) =>
      [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    );
    expect([...rows].sort()).to.deep.equal(folders.sort());
  });
});

describe("README.md and the other documents", () => {
  it("name only commands that are there, with variables that they take", async () => {
    const targets = new Map(
      (await makeTargets(projectRoot)).map(({ name, variables }) => [name, variables.join(" ")]),
    );
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    // Requirements name commands that are wanted and not there yet.
    for (const file of documents.filter((each) => each !== "docs/requirements.md")) {
      const text = readFileSync(file, "utf8");
      for (const [call, target = ""] of text.matchAll(/(?:`|^(?:\$ )?)make ([a-z-]+)[^`\n]*/gm)) {
        const variables = targets.get(target);
        expect(variables !== undefined || workloadTargets.includes(target), call).to.equal(true);
        for (const [variable] of call.matchAll(/\b[A-Z_]+=/g)) {
          expect(variables, `${call} in ${file}`).to.include(variable);
        }
      }
      for (const [, script = ""] of text.matchAll(/\bnpm run ([a-z:-]+)/g)) {
        expect(scripts, `npm run ${script} in ${file}`).to.have.property(script);
      }
      for (const [, script = ""] of text.matchAll(
        /\bnpx (?:tsx|mocha)(?: --config \S+)? ([\w./-]+\.ts)/g,
      )) {
        expect(existsSync(script), `${script} in ${file}`).to.equal(true);
      }
    }
  });

  it("link to files and headings that are there", () => {
    const missing = documents.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !link.startsWith("https://") && !leads(file, link))
        .map((link) => `${link} in ${file}`),
    );
    expect(missing).to.deep.equal([]);
  });
});

/** Targets of every workload's own Makefile (deploy/shared.mk). */
const workloadTargets = ["install", "build", "test", "health"];

/** Whether a link of a document leads to a file, and to a heading in it where it names one. */
function leads(file: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? file : join(dirname(file), path);
  return existsSync(target) && (heading === undefined || headingsOf(target).includes(heading));
}

/** Anchors that GitHub gives a document's headings. */
function headingsOf(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
