import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokenOfJob } from "../../../engine/job-token";
import type { AskedOf } from "../../../sandbox/identities/asked";
import {
  bootstrapToken,
  cloudflareCalls,
  type CloudflareToken,
  cloudflareRequests,
  deployToken,
  lackingGroups,
} from "../../../sandbox/identities/cloudflare";
import {
  administratorsToken,
  githubCalls,
  githubLookups,
  githubRefusals,
  type GitHubPermissions,
} from "../../../sandbox/identities/github";
import { neonCalls } from "../../../sandbox/identities/neon";
import { lookups } from "../../../sandbox/lookups/lookups";
import { resourceModels } from "../../../sandbox/models";
import { UsageError } from "../../../settings/usage-error";
import { projectRoot } from "../../support/project";
import { sampleStacks } from "../../support/sample";
import { some } from "../../support/some";
import { folderForEach } from "../../support/temporary-folder";
import { DeclaredCloud } from "./declared";

const all = ["create", "read", "update", "delete"] as const;
const nothing = { read: [], edit: [] };
const bootstrap = readFileSync(join(projectRoot, "docs/runbooks/bootstrap.md"), "utf8");

/** The cells of a row of a table of the bootstrap runbook, each as what stands between its backticks. */
function row(name: string): readonly (readonly string[])[] {
  const line = bootstrap.split("\n").find((each) => each.startsWith(`   | ${name} `));
  if (line === undefined) throw new Error(`bootstrap.md has no row ${name}`);
  const cells = line.split("|").slice(2, -1);
  return cells.map((cell) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, code = ""]) => code));
}

/** Every call of the environments' stacks, and of the functions that look for what an update left. */
async function askedBy(...stacks: readonly string[]): Promise<readonly AskedOf[]> {
  const found: AskedOf[] = [];
  for (const stack of stacks) {
    const cloud = await DeclaredCloud.of(stack);
    found.push(...cloud.asked(all), ...cloud.lookups());
    cloud.dispose();
  }
  return found;
}

describe("what the sandbox knows of the calls of Cloudflare, GitHub and Neon", () => {
  const tables = {
    cloudflare: Object.keys(cloudflareCalls),
    github: [...Object.keys(githubCalls), ...Object.keys(githubLookups)],
    neon: Object.keys(neonCalls),
  };
  for (const [vendor, rows] of Object.entries(tables)) {
    it(`is a row for every type of ${vendor} that there is a model of, and for every function`, () => {
      const known = [...Object.keys(resourceModels), ...Object.keys(lookups)];
      expect(rows).to.have.members(known.filter((type) => type.startsWith(`${vendor}:`)));
    });
  }

  it("names the groups that Cloudflare's provider documents, where it does", () => {
    let documented = 0;
    for (const [type, needs] of Object.entries(cloudflareCalls)) {
      const [, name = ""] = type.split(/[:/]/u).slice(1);
      const folder = join(projectRoot, "node_modules/@pulumi/cloudflare");
      // The SDK writes the files of R2's types in a way of its own.
      const file = [name, name.replace(/^r2./u, (start) => start.toLowerCase())]
        .map((each) => join(folder, `${each}.d.ts`))
        .find((each) => existsSync(each));
      expect(file, type).to.be.a("string");
      const [, list] =
        /Accepted Permissions\n \*\n((?: \* - .*\n)+)/u.exec(readFileSync(file ?? "", "utf8")) ??
        [];
      if (list === undefined || typeof needs !== "string") continue;
      documented += 1;
      expect(list, type).to.match(new RegExp(`\`${needs} (?:Read|Write)\``, "u"));
    }
    expect(documented).to.be.greaterThan(25);
  });

  it("is all that operations ask Cloudflare without its provider", () => {
    const folder = join(projectRoot, "operations");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const paths = files
      // People bootstrap, and answer disasters, with tokens of more rights.
      .filter((file) => file.endsWith(".ts") && !/^(?:bootstrap|disaster)\//u.test(file))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), "utf8").matchAll(
          /[`"]\/?(accounts\/[^`"]+|graphql)[`"]/gu,
        ),
      ])
      .map(([, path = ""]) => path.replaceAll(/\$\{[^}]+\}/gu, "*"));
    expect(Object.keys(cloudflareRequests)).to.have.members(paths);
    const { read, edit } = deployToken(false);
    expect([...edit, ...read]).to.include.members(Object.values(cloudflareRequests));
  });
});

describe("the token that a job hands to Pulumi", () => {
  let folder: string;
  folderForEach((fresh) => (folder = fresh));

  const tokenIn = (steps: string, command: "up" | "preview" = "up") => {
    const permissions = "permissions: { contents: read, pull-requests: write, actions: none }";
    writeFileSync(join(folder, "w.yml"), `jobs: { one: { ${permissions}, steps: [${steps}] } }`);
    return tokenOfJob(command, "dev", folder);
  };
  const using = (token: string) =>
    `{ uses: ./.github/actions/pulumi, with: { command: up, stack: staging }, env: { GITHUB_TOKEN: "${token}" } }`;

  it("is its own with the job's permissions, or an App's with those that are asked for", () => {
    expect(tokenIn(using("${{ github.token }}"))).to.deep.equal({
      of: "integration",
      permissions: { contents: "read", pull_requests: "write" },
    });
    const minted = "uses: actions/create-github-app-token@abc";
    const app = `{ id: app, ${minted}, with: { client-id: x, permission-environments: read } }`;
    expect(tokenIn(`${app}, ${using("${{ steps.app.outputs.token }}")}`).permissions).to.deep.equal(
      {
        environments: "read",
      },
    );
  });

  it("is named where it is neither, and so is a command that no job runs", () => {
    for (const token of ["${{ secrets.PAT }}", "${{ steps.other.outputs.token }}"]) {
      expect(() => tokenIn(using(token))).to.throw(UsageError, token);
    }
    expect(() => tokenIn(using("${{ github.token }}"), "preview")).to.throw(UsageError, /preview/);
  });
});

describe("the tokens that bootstrap has people make", () => {
  it("are those that the sandbox holds calls against", () => {
    const { account, zone, failover, read } = bootstrapToken;
    expect(row("account")).to.deep.equal([[...account], [...read]]);
    expect(row("zone")[0]).to.deep.equal([...zone]);
    expect(row("both, in production")[0]).to.deep.equal([...failover]);
    const told = (name: string): GitHubPermissions => {
      const [edit = [], read = []] = row(name);
      return Object.fromEntries([
        ...edit.map((each) => [each, "write"] as const),
        ...read.map((each) => [each, "read"] as const),
      ]);
    };
    expect(told("an administrator's")).to.deep.equal(administratorsToken.permissions);
    expect(told("the App")).to.deep.equal(tokenOfJob("up", "staging").permissions);
    expect(tokenOfJob("up", "production")).to.deep.equal(tokenOfJob("up", "staging"));
  });

  it("have at Cloudflare what every environment takes, and nothing that none does", async () => {
    const neededBy = async (...stacks: readonly string[]): Promise<readonly string[]> => {
      const asked = await askedBy(...stacks);
      const ofCloudflare = asked.filter(({ type }) => type.startsWith("cloudflare:"));
      return some(ofCloudflare.flatMap((each) => lackingGroups(nothing, each)));
    };
    const named = (groups: readonly string[], access: string) =>
      groups.map((group) => `${group} ${access}`);
    const granted = ({ edit, read }: CloudflareToken) => [
      ...named(edit, "Write"),
      ...named(edit, "Read"),
      ...named(read, "Read"),
    ];
    const most = await neededBy("dev", "staging", "pr-7");
    const production = await neededBy("production");
    expect(granted(deployToken(false))).to.include.members(some(most));
    expect(granted(deployToken(true))).to.include.members(some(production));
    const { account, zone, failover, read } = bootstrapToken;
    const spare = [...named([...account, ...zone], "Write"), ...named(read, "Read")];
    const asked = Object.values(cloudflareRequests).flatMap((group) => [
      `${group} Write`,
      `${group} Read`,
    ]);
    expect([...most, ...production, ...asked]).to.include.members(spare);
    expect(production).to.include.members(named(failover, "Write"));
  });

  it("have at GitHub what reading gates and security alerts takes, for a job, and what all that is declared takes, for a person", async () => {
    const asked = (await askedBy(...sampleStacks)).filter(({ type }) => type.startsWith("github:"));
    const lacking = (calls: readonly AskedOf[]): readonly string[] => {
      const token = { of: "integration" as const, permissions: {} };
      const words = calls.flatMap((each) => githubRefusals(token, each));
      const needed = words.flatMap((each) => /lacks ([^)]+)/u.exec(each)?.[1]?.split(", ") ?? []);
      return [...new Set(needed)].sort();
    };
    const granted = (permissions: GitHubPermissions): readonly string[] =>
      Object.entries(permissions)
        .map((pair) => pair.join("="))
        .sort();
    const ofEnvironments = await askedBy("dev", "staging", "production");
    const gates = ofEnvironments.filter(
      ({ type, operation }) => operation === "read" && type.startsWith("github:"),
    );
    // GitHub REST, the permissions of both lists of alerts that operations/release/security-alerts.ts asks for.
    const alerts = ["secret_scanning_alerts=read", "security_events=read"];
    expect([...lacking(gates), ...alerts].sort()).to.deep.equal(
      granted(tokenOfJob("up", "staging").permissions),
    );
    const whole = lacking(asked).filter(
      (each, _, list) => !list.includes(each.replace("=read", "=write")) || each.endsWith("=write"),
    );
    expect(whole).to.deep.equal(granted(administratorsToken.permissions));
  });
});
