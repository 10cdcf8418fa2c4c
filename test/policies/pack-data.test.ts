import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { githubEnvironments } from "../../policies/environments";
import { PackDataError, environmentOf, loadPackData } from "../../policies/pack-data";
import { folderForEach } from "../support/temporary-folder";
import { sampleData } from "./support/sample-data";

const environments = `
repository: { name: acme/platform, ownerId: "42", id: "99" }
environments:
  dev: { tier: dev, accounts: ["111111111111"], cloudflareAccounts: [], cloudflareZones: [], hosts: [dev.example.com], names: [], gates: [dev], previewEnvironments: [], neonOrganizations: [], databases: [], complianceLocks: [] }
`;

describe("loadPackData", () => {
  let root: string;
  folderForEach((made) => {
    root = made;
    mkdirSync(join(root, "policies"));
    mkdirSync(join(root, "releases"));
  });

  const load = (files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
    return loadPackData(join(root, "policies"), "2026-11-21");
  };
  const problemsOf = (files: Readonly<Record<string, string>>): readonly string[] => {
    try {
      load(files);
    } catch (error) {
      if (!(error instanceof PackDataError)) throw error;
      return error.message
        .split("\n")
        .slice(1)
        .map((line) => line.trim());
    }
    throw new Error("no problem found");
  };

  it("reads a project's own files", () => {
    const data = sampleData("2026-11-21");
    expect([...data.environments.keys()]).to.deep.equal(["dev", "staging", "production", "shared"]);
    expect(data.waivers).to.deep.equal([]);
  });

  it("reads which restores were tried, and on what day", () => {
    const files = {
      "policies/environments.yaml": environments,
      "policies/waivers.yaml": "waivers: []\n",
    };
    expect(load(files).restoreDrills.size).to.equal(0);
    const drills = { "urn:a": { restoredOn: "2026-11-01" }, "urn:b": { restoredOn: "soon" } };
    const data = load({ ...files, "releases/restore-drills.json": JSON.stringify(drills) });
    expect([...data.restoreDrills]).to.deep.equal([["urn:a", "2026-11-01"]]);
  });

  it("reads nothing that a link out of the project leads to", () => {
    const files = {
      "policies/environments.yaml": environments,
      "policies/waivers.yaml": "waivers: []\n",
    };
    load(files);
    for (const file of ["releases/staging.json", "policies/waivers.yaml"]) {
      rmSync(join(root, file), { force: true });
      symlinkSync("/etc/passwd", join(root, file));
    }
    expect(problemsOf({ "policies/environments.yaml": environments })).to.deep.equal([
      "waivers.yaml: is a link out of the project's folder: put the file itself there",
      "releases/staging.json: is a link out of the project's folder: put the file itself there",
    ]);
  });

  it("holds the networks of environments apart", () => {
    const dev = environments.replace(
      "[], complianceLocks",
      '[], networks: ["10.10.0.0/16"], complianceLocks',
    );
    const staging = environments
      .slice(environments.indexOf("  dev:"))
      .replace("dev: { tier: dev", "staging: { tier: staging");
    const problems = (...networks: readonly string[]) =>
      problemsOf({
        "policies/waivers.yaml": "waivers: []\n",
        "policies/environments.yaml": `${dev}${staging.replace("[], complianceLocks", `[], networks: ${JSON.stringify(networks)}, complianceLocks`)}`,
      });
    expect(problems("10.20.0.0/16", "::ffff:10.10.0.7")).to.deep.equal([
      "environments.yaml: environments.staging.networks: overlaps the networks of dev",
    ]);
    expect(problems("10.20.0.0/33")).to.deep.equal([
      'environments.yaml: environments.staging.networks: "10.20.0.0/33" is no range of addresses',
    ]);
  });

  it("takes today's date unless it is given another", () => {
    expect(sampleData().today).to.match(/^\d{4}-\d{2}-\d{2}$/);
    expect(sampleData("2030-01-01").today).to.equal("2030-01-01");
  });

  it("knows a pull request's environment, within dev", () => {
    const data = sampleData("2026-11-21");
    const environment = environmentOf(data, "pr-7");
    if (environment === undefined) throw new Error("no environment");
    expect(environment).to.include({ name: "pr-7", tier: "preview" });
    expect(environment.hosts).to.deep.equal(["pr-7.dev.acme.example"]);
    expect(githubEnvironments(environment)).to.include("dev").and.not.include("production");
    expect(environmentOf(data, "pr-x")).to.equal(undefined);
  });

  it("knows the digest that staging runs of each workload, and none where it has no record", () => {
    const files = {
      "policies/environments.yaml": environments,
      "policies/waivers.yaml": "waivers: []",
    };
    expect(load(files).stagingDigests.size).to.equal(0);
    const digest = `sha256:${"a".repeat(64)}`;
    const record = JSON.stringify({
      $schema: "releases.schema.json",
      accounts: { version: "1.0.0", digest },
      admin: { version: digest, digest: `${digest}00` },
    });
    const data = load({ ...files, "releases/staging.json": record });
    expect([...data.stagingDigests]).to.deep.equal([["accounts", digest]]);
  });

  it("reads what is recorded of networks, checks, payments and logins, and none where nothing is", () => {
    const files = (text: string) => ({
      "policies/environments.yaml": text,
      "policies/waivers.yaml": "waivers: []",
    });
    const bare = load(files(environments));
    expect(bare.environments.get("dev")?.networks).to.deep.equal([]);
    expect(bare).to.deep.include({ payments: [], login: [] });
    expect(bare.repository.checks).to.deep.equal([]);

    const full = environments
      .replace("complianceLocks: []", 'complianceLocks: [], networks: ["10.10.0.0/16"]')
      .replace('id: "99"', 'id: "99", checks: [test]');
    const data = load(
      files(`${full}
payments:
  - { name: Stripe, live: [sk_live_], sandbox: [sk_test_] }
login: [backoffice]
`),
    );
    expect(data.environments.get("dev")?.networks).to.deep.equal(["10.10.0.0/16"]);
    expect(data.repository.checks).to.deep.equal(["test"]);
    expect(data.payments).to.deep.equal([
      { name: "Stripe", live: ["sk_live_"], sandbox: ["sk_test_"] },
    ]);
    expect(data.login).to.deep.equal(["backoffice"]);
  });

  it("lists what is wrong with payments", () => {
    expect(
      problemsOf({
        "policies/environments.yaml": `${environments}
payments: [{ live: [], sandbox: [7] }, text]
`,
        "policies/waivers.yaml": "waivers: []",
      }),
    ).to.deep.equal([
      "environments.yaml: payments[0].name: name is missing, not a text",
      "environments.yaml: payments[0].sandbox: a list of texts is expected (quote numbers); [] where there is none",
      "environments.yaml: payments[1]: an object is expected",
    ]);
  });

  it("says where staging's record is no JSON", () => {
    const files = {
      "policies/environments.yaml": environments,
      "policies/waivers.yaml": "waivers: []",
      "releases/staging.json": "{",
    };
    expect(problemsOf(files).join()).to.match(/^releases\/staging\.json.*JSON/u);
  });

  it("refuses a waiver for a stack that nobody knows, which nothing would ever judge", () => {
    const waiver = (stack: string) => `
waivers:
  - { rule: r, resource: "urn:pulumi:${stack}::p::t:m:T::n", owner: o, reason: x, expires: 2027-01-31 }`;
    const files = (stack: string) => ({
      "policies/environments.yaml": environments,
      "policies/waivers.yaml": waiver(stack),
    });
    expect(problemsOf(files("Dev"))).to.deep.equal([
      'waivers.yaml: waivers[0].resource: names the stack "Dev", which is unknown',
    ]);
    expect(load(files("dev")).waivers).to.have.length(1);
  });

  it("reads a waiver's date however YAML takes it", () => {
    const waiver = (expires: string) => `
waivers:
  - { rule: r, resource: "urn:pulumi:dev::p::t:m:T::n", owner: o, reason: x, expires: ${expires} }`;
    for (const expires of ["2027-01-31", '"2027-01-31"']) {
      const files = {
        "policies/environments.yaml": environments,
        "policies/waivers.yaml": waiver(expires),
      };
      expect(load(files).waivers[0]?.expires).to.equal("2027-01-31");
    }
  });

  it("lists every problem of every file at once", () => {
    expect(
      problemsOf({
        "policies/environments.yaml": `
environments:
  dev: { tier: development, accounts: [111111111111], cloudflareAccounts: [], cloudflareZones: [], zonePlan: gold, hosts: [], names: [], gates: [], previewEnvironments: [], neonOrganizations: [], databases: [], complianceLocks: [] }
  other: text
  late: { tier: dev, within: nowhere, accounts: [], cloudflareAccounts: [], cloudflareZones: [], hosts: [], names: [], gates: [], previewEnvironments: [], neonOrganizations: [], databases: [], complianceLocks: [] }
allowed:
  - { from: [prod], to: [dev], kinds: [everything] }
  - text
`,
        "policies/waivers.yaml": `
waivers:
  - { rule: r, resource: documents, owner: "", expires: 2027-02-30 }
  - text
`,
      }),
    ).to.deep.equal([
      "environments.yaml: repository.name: repository.name is missing, not a text",
      "environments.yaml: repository.ownerId: repository.ownerId is missing, not a text",
      "environments.yaml: repository.id: repository.id is missing, not a text",
      'environments.yaml: environments.dev.tier: "development" is none of preview, dev, staging, production, shared',
      "environments.yaml: environments.dev.accounts: a list of texts is expected (quote numbers); [] where there is none",
      'environments.yaml: environments.dev.zonePlan: "gold" is none of free, pro, business, enterprise',
      "environments.yaml: environments.other: an object is expected",
      "environments.yaml: environments.late.within: names no environment that stands above it",
      "environments.yaml: allowed[0].why: why is missing, not a text",
      'environments.yaml: allowed[0].from: "prod" is none of dev, late, pr-<n>',
      'environments.yaml: allowed[0].kinds: "everything" is none of account, cloudflare-account, cloudflare-zone, host, name, github-environment, database',
      "environments.yaml: allowed[1]: an object is expected",
      'waivers.yaml: waivers[0].resource: "documents" is no URN; the preview\'s verdict prints it',
      "waivers.yaml: waivers[0].owner: owner is empty, not a text",
      "waivers.yaml: waivers[0].reason: reason is missing, not a text",
      "waivers.yaml: waivers[0].expires: an ISO date is expected, for example 2027-01-31",
      "waivers.yaml: waivers[1]: an object is expected",
    ]);
  });

  it("names the file that is missing, or is no YAML", () => {
    const [missing, broken] = problemsOf({ "policies/waivers.yaml": "waivers: [" });
    expect(missing).to.match(/^environments\.yaml: ENOENT/);
    expect(broken).to.match(/^waivers\.yaml: /);
  });

  it("refuses files that hold something else", () => {
    expect(
      problemsOf({ "policies/environments.yaml": "text", "policies/waivers.yaml": "[]" }),
    ).to.deep.equal([
      "environments.yaml: an object is expected",
      "waivers.yaml: an object with the key waivers is expected",
    ]);
  });
});
