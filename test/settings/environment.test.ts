import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { environmentOf, parsed } from "./sample-settings";
import { sampleProject, swap } from "../support/project";

const data = "qis-data-management";
const manifest = `apps/${data}/deploy.yaml`;
const admin = "services/admin/deploy.yaml";

function service(spec: EnvironmentSpec, name: string): ContainerServiceSpec {
  const found = spec.containerServices.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} is no container service`);
  return found;
}

describe("the settings of an environment", () => {
  it("give each its own identity, account and addresses", () => {
    const specs = ["dev", "staging", "production", "pr-7"].map((stack) => environmentOf(stack));
    expect(
      specs.map(({ identity, aws, network, recoveryNetwork, monthlyBudgetUsd }) => [
        identity.host,
        identity.tags.environment,
        aws.accountId,
        network.cidr,
        recoveryNetwork?.cidr,
        monthlyBudgetUsd,
      ]),
    ).to.deep.equal([
      ["dev.acme.example", "dev", "111111111111", "10.10.0.0/16", undefined, 200],
      ["staging.acme.example", "staging", "222222222222", "10.20.0.0/16", undefined, 400],
      ["acme.example", "production", "333333333333", "10.30.0.0/16", "10.31.0.0/16", 1400],
      ["pr-7.dev.acme.example", "pr-7", "111111111111", "10.135.0.0/16", undefined, 20],
    ]);
  });

  it("put a workload under the environment's own host", () => {
    const spec = environmentOf("staging");
    expect(spec.containerServices.map(({ host }) => host)).to.deep.equal([
      "admin.staging.acme.example",
      "data.staging.acme.example",
    ]);
    expect(spec.edgeWorkers.map(({ routes }) => routes)).to.deep.equal([
      ["staging.acme.example/api/accounts/*"],
    ]);
    expect(spec.staticSites.map(({ hosts }) => hosts)).to.deep.equal([
      ["staging.acme.example", "www.staging.acme.example"],
    ]);
  });

  it("let the tier choose the strategy, and production the manifest", () => {
    const rollouts = ["dev", "staging", "production"].map(
      (stack) => service(environmentOf(stack), data).rollout,
    );
    expect(rollouts).to.deep.equal([
      { strategy: "ROLLING" },
      { strategy: "BLUE_GREEN", bakeMinutes: 10 },
      { strategy: "CANARY", bakeMinutes: 15, canaryPercent: 5, canaryBakeMinutes: 30 },
    ]);
  });

  it("give production the manifest's share and time of watching", () => {
    const canary = environmentOf("production", {
      [manifest]: (text) => text.replace("Percentage: 5", "Percentage: 2").replace("30m", "1h"),
    });
    expect(service(canary, data).rollout).to.deep.equal({
      strategy: "CANARY",
      bakeMinutes: 15,
      canaryPercent: 2,
      canaryBakeMinutes: 60,
    });
    const blueGreen = environmentOf("production", {
      [manifest]: (text) =>
        text.replace(
          "  strategy: canary\n  canaryPercentage: 5\n  monitoringPeriod: 30m",
          "  strategy: blue-green\n  monitoringPeriod: 20m",
        ),
    });
    expect(service(blueGreen, data).rollout).to.deep.equal({
      strategy: "BLUE_GREEN",
      bakeMinutes: 20,
    });
  });

  it("take a service's size from the tier, or from its own manifest", () => {
    const scale = (stack: string, name: string) => {
      const { min, max, schedule } = service(environmentOf(stack), name).scale;
      return [min, max, schedule !== undefined];
    };
    expect(scale("production", data)).to.deep.equal([3, 20, false]);
    expect(scale("production", "admin")).to.deep.equal([2, 4, false]);
    expect(scale("staging", "admin")).to.deep.equal([1, 2, false]);
    expect(scale("dev", "admin")).to.deep.equal([1, 1, true]);
    expect(scale("pr-7", "admin")).to.deep.equal([1, 1, true]);
  });

  it("name images by digest in the shared registry, the same in staging and production", () => {
    const [staging, production] = ["staging", "production"].map(
      (stack) => service(environmentOf(stack), "admin").image,
    );
    expect(production).to.equal(staging);
    expect(production).to.match(
      /^999999999999\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/acme-admin@sha256:[0-9a-f]{64}$/,
    );
  });

  it("pay for endpoints where tasks run, and for none where they wait for a failover", () => {
    const { network, recoveryNetwork } = environmentOf("production");
    expect(network.interfaceEndpoints).to.include("ecr.api");
    expect(recoveryNetwork).to.deep.include({ nat: "regional", interfaceEndpoints: [] });
  });

  it("let production stand in one region, where nothing is copied and no cell recovers", () => {
    const { cells, backup, recoveryNetwork } = environmentOf("production", {
      "Pulumi.production.yaml": swap("    recoveryRegion: eu-west-3\n", ""),
    });
    expect(cells.map(({ name }) => name)).to.deep.equal(["blue", "green"]);
    expect([backup.copyRegion, recoveryNetwork]).to.deep.equal([undefined, undefined]);
  });

  it("let the recovery cell pull the same image from its own region", () => {
    const { image, recoveryImage } = service(environmentOf("production"), "admin");
    expect(recoveryImage).to.equal(image.replace(".eu-west-1.", ".eu-west-3."));
  });

  it("let a pull request run dev's releases until it has its own", () => {
    const version = (stack: string, changes = {}) =>
      service(environmentOf(stack, changes), "admin").version;
    expect(version("pr-7")).to.equal(version("dev"));
    const digest = `sha256:${"a".repeat(64)}`;
    const release = { version: "9.9.9", commit: "b".repeat(40), digest };
    const names = ["accounts", "admin", "landing-page", data];
    const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, release])));
    expect(version("pr-7", { "releases/pr-7.json": text })).to.equal("9.9.9");
    for (const unreadable of ["{", "[]", "\u0000", ""]) {
      expect(() => version("pr-7", { "releases/pr-7.json": unreadable }), unreadable).to.throw(
        "releases/pr-7.json",
      );
    }
  });

  it("run what a release under way decides, and of the rest what the file says", () => {
    const decided = {
      version: "0.0.9",
      commit: "b".repeat(40),
      digest: `sha256:${"a".repeat(64)}`,
    };
    const versions = (changes = {}) =>
      environmentOf("production", changes).containerServices.map(({ version }) => version);
    const [, other] = versions();
    const releases = JSON.stringify({ admin: { ...decided, goesBack: true } });
    const changes = {
      "Pulumi.production.yaml": (text: string) => `${text}  platform:releases: ${releases}\n`,
    };
    expect(versions(changes)).to.deep.equal(["0.0.9", other]);
  });

  it("give production two cells and one in the other region, dev a single one", () => {
    const cells = (stack: string, changes = {}) =>
      environmentOf(stack, changes).cells.map(({ name, role, region }) => [name, role, region]);
    expect(cells("dev")).to.deep.equal([["blue", "live", "eu-west-1"]]);
    expect(cells("production")).to.deep.equal([
      ["blue", "live", "eu-west-1"],
      ["green", "idle", "eu-west-1"],
      ["recovery", "recovery", "eu-west-3"],
    ]);
    const switched = { "Pulumi.staging.yaml": swap("live: blue", "live: green") };
    expect(cells("staging", switched).map(([, role]) => role)).to.deep.equal(["idle", "live"]);
    const warm = {
      "Pulumi.staging.yaml": swap("live: blue", "live: blue\n  platform:warm: green"),
    };
    expect(cells("staging", warm).map(([, role]) => role)).to.deep.equal(["live", "warm"]);
  });

  it("let in to a deployment its branches and tags alone, to a preview merges to be tried alone", () => {
    const refs = { branchPatterns: ["main"], tagPatterns: ["v*"] };
    expect(environmentOf("production").gates).to.deep.equal([
      {
        name: "production-approval",
        purpose: "approve",
        waitMinutes: 0,
        reviewerTeamIds: [3001],
        ...refs,
      },
      {
        name: "production",
        purpose: "deploy",
        waitMinutes: 5,
        reviewerTeamIds: [3002],
        ...refs,
      },
      {
        name: "production-preview",
        purpose: "preview",
        waitMinutes: 0,
        reviewerTeamIds: [3001],
        branchPatterns: ["refs/pull/*/merge"],
        tagPatterns: [],
      },
    ]);
  });

  it("deploy a pull request through dev's gate, without one of its own", () => {
    expect(environmentOf("pr-7").gates).to.deep.equal([]);
    expect(environmentOf("pr-7").deployIdentity.githubEnvironment).to.equal("dev");
  });

  it("give a pull request a branch of dev's database that ends with it", () => {
    const { database, identity } = environmentOf("pr-7");
    expect(database).to.include({
      kind: "ephemeral",
      branchName: "pr-7",
      parentProjectId: "quiet-meadow-10101010",
      expiresAt: `${identity.expiresOn ?? ""}T00:00:00Z`,
    });
    expect(environmentOf("production").database).to.include({
      kind: "durable",
      projectName: "acme-production",
      historyRetentionSeconds: 604_800,
    });
  });

  it("let each role in before admin where it has something to do, on the tier's conditions", () => {
    const admissions = ["dev", "pr-7", "staging", "production"].map((stack) => {
      const { login } = environmentOf(stack);
      return [
        login?.issuer,
        login?.session,
        login?.admissions.map(({ emails, asks }) => [emails.length, asks]),
      ];
    });
    const dev = ["https://acme-dev.cloudflareaccess.com", "24h", [[3, []]]];
    expect(admissions).to.deep.equal([
      dev,
      dev,
      [
        "https://acme-staging.cloudflareaccess.com",
        "8h",
        [
          [5, ["device"]],
          [1, ["listed-address"]],
        ],
      ],
      [
        "https://acme-production.cloudflareaccess.com",
        "1h",
        [[2, ["device", "listed-address", "second-factor"]]],
      ],
    ]);
    expect(service(environmentOf("pr-7"), "admin").login).to.deep.equal({
      uris: ["admin.pr-7.dev.acme.example"],
      openUris: ["admin.pr-7.dev.acme.example/healthz"],
    });
  });

  it("have no login where no workload asks for one", () => {
    const without = swap("login:\n  openPaths: [/healthz]\n", "");
    const renamed = swap("container:\n", "container:\n  host: desk\n");
    const changes = { [admin]: (text: string) => renamed(without(text)) };
    expect(environmentOf("production", changes).login).to.equal(undefined);
  });

  it("open a Worker's paths on the hosts that it answers, and give it no preview URLs", () => {
    const worker = environmentOf("pr-7", {
      "services/accounts/deploy.yaml": (text) =>
        text.replace(
          "worker:\n",
          "login:\n  openPaths: [/api/accounts/pay]\nworker:\n  domain: own\n",
        ),
    }).edgeWorkers[0];
    expect(worker?.previewUrls).to.equal(false);
    expect(worker?.login).to.deep.equal({
      uris: ["own.pr-7.dev.acme.example", "pr-7.dev.acme.example/api/accounts/*"],
      openUris: [
        "own.pr-7.dev.acme.example/api/accounts/pay",
        "pr-7.dev.acme.example/api/accounts/pay",
      ],
    });
  });

  it("declare no database where the stack has none", () => {
    const spec = environmentOf("dev", {
      "Pulumi.dev.yaml": (text) => `${text}  platform:database: false\n`,
      [manifest]: swap("  database: true\n", ""),
    });
    expect(spec.database).to.equal(undefined);
  });

  it("send each secret to the store that its workload reads", () => {
    expect(
      environmentOf("production").secrets.map(({ name, source, stores }) => [name, source, stores]),
    ).to.deep.equal([
      ["accounts/SESSION_KEY", "generated", ["worker"]],
      ["accounts/LOGIN_TOKEN", "external", ["worker"]],
      ["admin/ADMIN_TOKEN", "external", ["secrets-manager"]],
      ["qis-data-management/UPLOAD_TOKEN", "external", ["secrets-manager"]],
    ]);
  });

  it("keep a site's secrets with the gate that builds it, and none where there is no gate", () => {
    const manifest = "apps/landing-page/deploy.yaml";
    const changes = { [manifest]: (text: string) => `${text}secrets: { BUILD_KEY: generated }\n` };
    const stores = (stack: string) =>
      environmentOf(stack, changes).secrets.find(({ workload }) => workload === "landing-page")
        ?.stores;
    expect([stores("production"), stores("pr-7")]).to.deep.equal([["github"], undefined]);
  });

  it("replicate and lock production's files, and let only its own sites read them", () => {
    expect(environmentOf("production").objectStores).to.deep.equal([
      {
        name: "documents",
        r2Location: "weur",
        versioned: true,
        noncurrentDays: 90,
        replicaRegion: "eu-west-3",
        lockDays: 30,
        backupTag: "production-files",
        allowedHosts: ["acme.example", "www.acme.example"],
      },
    ]);
  });

  it("split a Worker's traffic as its release says", () => {
    const stableVersionId = "6a0f2c1e-1111-4222-8333-444455556666";
    const spec = environmentOf("production", {
      "releases/production.json": (text) => {
        const all = JSON.parse(text) as Record<string, object>;
        return JSON.stringify({
          ...all,
          accounts: { ...all.accounts, traffic: { percentage: 5, stableVersionId } },
        });
      },
    });
    expect(spec.edgeWorkers[0]?.traffic).to.deep.equal({
      kind: "split",
      percentage: 5,
      stableVersionId,
    });
    expect(environmentOf("production").edgeWorkers[0]?.traffic).to.deep.equal({ kind: "all" });
  });

  it("read the workloads and the stack files once, however many stacks are previewed", () => {
    const root = sampleProject();
    expect("value" in parsed("dev", root)).to.equal(true);
    const stackFiles = readdirSync(root).filter((file) => file.startsWith("Pulumi."));
    const read = ["services/admin", "services/accounts/deploy.yaml", ...stackFiles];
    for (const file of read) rmSync(join(root, file), { recursive: true });
    const second = parsed("staging", root);
    expect("value" in second && second.value.kind === "environment").to.equal(true);
  });
});
