import { expect } from "chai";
import { build } from "esbuild";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultLimit } from "../../preview/render/markdown/markdown";
import { projectRoot as root } from "../support/project";
import { job, jobs } from "./support/workflows";
import { some } from "../support/some";

describe("preview-comment.yml", () => {
  it("runs none of a pull request's code where it may write", () => {
    const privileged = jobs.filter(({ file }) => file === "preview-comment.yml");
    expect(privileged).to.have.length(1);
    for (const step of some(privileged.flatMap(({ value }) => value.steps))) {
      expect(step).not.to.have.property("run");
      expect(step.uses).to.match(/^actions\/(?:download-artifact|github-script)@/u);
    }
  });

  const pull = { number: 7, head: { sha: "abc" } };
  const earlier = {
    id: 70,
    user: { login: "github-actions[bot]" },
    body: "<!-- platform:preview -->\nold",
  };
  let before: string;
  let workspace: string;

  beforeEach(() => {
    before = process.cwd();
    workspace = mkdtempSync(join(tmpdir(), "preview-comment-"));
    mkdirSync(join(workspace, "preview"));
    process.chdir(workspace);
  });

  afterEach(() => {
    process.chdir(before);
    rmSync(workspace, { recursive: true });
  });

  /** Runs the workflow's own script on a repository with these pull requests and comments. */
  async function comment(
    markdown: string,
    options: {
      readonly pulls?: readonly object[];
      readonly comments?: readonly object[];
      readonly files?: readonly object[];
      readonly changed?: number;
      readonly head?: string;
    } = {},
  ): Promise<readonly unknown[][]> {
    const { pulls = [pull], comments = [], files = [], head = "abc" } = options;
    const { changed = files.length } = options;
    const file = join(workspace, "preview/preview.md");
    if (!existsSync(file)) writeFileSync(file, markdown);
    const script = job("preview-comment.yml", "comment").steps.at(-1)?.with?.script;
    const calls: unknown[][] = [];
    const note =
      (name: string) =>
      (args: unknown): void => {
        calls.push([name, args]);
      };
    const rest = {
      pulls: {
        list: "pulls",
        listFiles: "files",
        get: () => ({ data: { head: { sha: head }, changed_files: changed } }),
      },
      issues: {
        listComments: "comments",
        createComment: note("create"),
        updateComment: note("update"),
      },
    };
    const lists: Readonly<Record<string, unknown>> = { pulls, files, comments };
    const github = { rest, paginate: (list: string) => lists[list] };
    const context = {
      repo: { owner: "acme", repo: "platform" },
      payload: {
        workflow_run: {
          head_sha: "abc",
          head_branch: "feature",
          head_repository: { owner: { login: "someone" } },
          html_url: "https://github.com/acme/platform/actions/runs/1",
        },
      },
    };
    const core = { info: note("info") };
    // The script is the body of an asynchronous function, as actions/github-script runs it.
    const run = comment.constructor as new (
      ...source: string[]
    ) => (...values: unknown[]) => Promise<void>;
    await new run("github", "context", "core", "require", String(script))(
      github,
      context,
      core,
      createRequire(__filename),
    );
    return calls;
  }

  it("comments once on the pull request that the run belongs to", async () => {
    expect(await comment("# Preview")).to.deep.equal([
      [
        "create",
        {
          owner: "acme",
          repo: "platform",
          issue_number: 7,
          body: "<!-- platform:preview -->\n# Preview",
        },
      ],
    ]);
  });

  it("updates its own comment in place", async () => {
    expect(await comment("# New", { comments: [earlier] })).to.deep.equal([
      [
        "update",
        {
          owner: "acme",
          repo: "platform",
          comment_id: 70,
          body: "<!-- platform:preview -->\n# New",
        },
      ],
    ]);
  });

  it("leaves alone a person's comment that carries the marker", async () => {
    const [[call] = []] = await comment("# New", {
      comments: [{ ...earlier, user: { login: "someone" } }],
    });
    expect(call).to.equal("create");
  });

  it("says nothing about a commit that is no longer the head, or is none any more while it looks", async () => {
    for (const moved of [{ pulls: [{ ...pull, head: { sha: "def" } }] }, { head: "def" }]) {
      const calls = await comment("# Old", moved);
      expect(calls.map(([name]) => name)).to.deep.equal(["info"]);
    }
  });

  describe("above the preview", () => {
    const itself = "> **⚠ This pull request changes the preview itself:** ";
    const ran = "> Made by running this pull request's own code: ";

    /** What stands between the marker and the preview where these files are changed. */
    async function heading(paths: readonly string[], changed?: number): Promise<string> {
      const files = paths.map((filename) => ({ filename }));
      const [[, args] = []] = await comment("# Preview", {
        files,
        changed: changed ?? files.length,
      });
      const { body } = args as { body: string };
      return body.slice("<!-- platform:preview -->\n".length, body.indexOf("# Preview"));
    }

    it("names what could have forged it, by GitHub's own list of files", async () => {
      expect(await heading(["components/cell/cell.ts", "preview/render/labels.ts"])).to.equal(
        `${itself}\`preview/render/labels.ts\`. Read them before you believe what follows.\n\n`,
      );
      const many = Array.from({ length: 13 }, (_, index) => `policies/${String(index)}.ts`);
      expect(await heading(many)).to.include("`policies/9.ts` and 3 more.");
    });

    it("says in a line that the program's own code ran, and nothing where only data changed", async () => {
      expect(await heading(["index.ts", "README.md"])).to.equal(`${ran}\`index.ts\`.\n\n`);
      const data = ["README.md", "docs/a.md", "Pulumi.dev.yaml", "releases/dev.json"];
      expect(await heading([...data, "services/admin/deploy.yaml"])).to.equal("");
    });

    it("counts as code all that the preview is built from, and as its own all but the program", async () => {
      const { metafile } = await build({
        entryPoints: [join(root, "preview/start/main.ts")],
        absWorkingDir: root,
        packages: "external",
        platform: "node",
        bundle: true,
        write: false,
        metafile: true,
        logLevel: "silent",
      });
      const built = Object.keys(metafile.inputs);
      const program = /^(?:index\.ts|blueprint\/|components\/)/;
      expect(built.filter((path) => program.test(path))).not.to.be.empty;
      const others = ".npmrc Makefile package.json package-lock.json tsconfig.json Pulumi.yaml";
      const own = [...others.split(" "), ".github/workflows/new.yml", "tools/install/main.mjs"];
      for (const path of [...built, ...own, "preview/start.mjs", "policies/waivers.yaml"]) {
        expect(await heading([path]), path).to.equal(
          program.test(path)
            ? `${ran}\`${path}\`.\n\n`
            : `${itself}\`${path}\`. Read them before you believe what follows.\n\n`,
        );
      }
    });

    it("counts a file that was moved away from what makes the preview", async () => {
      const files = [{ filename: "docs/old.md", previous_filename: "preview/start.mjs" }];
      const [[, args] = []] = await comment("# Preview", { files });
      expect(args).to.have.property("body").that.includes(`${itself}\`preview/start.mjs\``);
    });

    it("says so where GitHub lists no more files", async () => {
      expect(await heading(["README.md"], 4211)).to.include("GitHub lists 1 of 4211 files:");
    });

    it("lets no file's name act as Markdown, and leaves room for the longest preview", async () => {
      const name = `preview/\`@acme/x\n<b>${"x".repeat(300)}`;
      const [line = "", ...rest] = (await heading([name])).split("\n");
      expect(line).to.include("`preview/??acme/x??b?xxx").and.not.match(/[<@]/);
      expect(rest).to.deep.equal(["", ""]);
      const files = Array.from({ length: 3000 }, () => ({ filename: name }));
      rmSync(join(workspace, "preview/preview.md"));
      const long = "y".repeat(defaultLimit);
      const [[, args] = []] = await comment(long, { files, changed: 4000 });
      const { body } = args as { body: string };
      expect(body).to.include(long).and.to.have.length.below(65_536);
    });
  });

  it("notifies nobody whose name the preview contains", async () => {
    const [[, args] = []] = await comment("cc @acme/operations");
    expect(args).to.have.property("body").that.includes("@\u200bacme/operations");
  });

  it("notifies nobody by an @ that is spelt as an entity", async () => {
    const text =
      "&#64;acme/operations &#x00040;someone &commat;another @&#111;ctocat &#64octocat &#640; &#x40a;";
    const [[, args] = []] = await comment(text);
    expect(args)
      .to.have.property("body")
      .that.includes("@\u200bacme/operations @\u200bsomeone @\u200banother")
      .and.includes("@\u200b&#111;ctocat @\u200boctocat &#640; &#x40a;");
  });

  it("notifies nobody however an @ is spelt, as HTML reads it", async () => {
    const spellings = [0, 1, 2, 5].flatMap((zeros) => {
      const pad = "0".repeat(zeros);
      return [`&#${pad}64`, `&#x${pad}40`, `&#X${pad}40`].flatMap((entity) => [
        entity,
        `${entity};`,
      ]);
    });
    for (const spelling of ["@", "&commat;", "\\@", ...spellings]) {
      rmSync(join(workspace, "preview/preview.md"), { force: true });
      const [[, args] = []] = await comment(`cc ${spelling}octocat ${spelling}&#111;ctocat`);
      const read = (args as { body: string }).body
        .replace(/&#x([\da-f]+);?/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
        .replace(/&#(\d+);?/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .replace("&commat;", "@");
      expect(read, spelling).not.to.match(/@\w/);
    }
  });

  it("reads nothing of the runner that the artifact only points to", async () => {
    const secret = join(workspace, "environ");
    writeFileSync(secret, "TOKEN=1");
    symlinkSync(secret, join(workspace, "preview/preview.md"));
    const calls = await comment("never written");
    expect(calls.map(([name]) => name)).to.deep.equal(["info"]);
  });

  it("posts whole the longest preview that there is", async () => {
    const text = "x".repeat(defaultLimit);
    const [[, args] = []] = await comment(text);
    expect(args).to.have.property("body").that.includes(text);
  });

  it("cuts a preview that is longer than a comment may be and says where the rest is", async () => {
    const [[, args] = []] = await comment("x".repeat(70_000));
    const { body } = args as { body: string };
    expect(body).to.have.length.below(65_536);
    expect(body).to.include("https://github.com/acme/platform/actions/runs/1");
  });
});
