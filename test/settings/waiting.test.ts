import { expect } from "chai";
import { notShownIn } from "../../preview/judge/not-shown";
import { sampleProject } from "../support/project";
import { recordSample, sampleStacks } from "../support/sample";
import { inReleases, objectionsTo, platformWith, together } from "../valid/platform";
import { environmentOf } from "./sample-settings";

const admin = "services/admin";
const accounts = "services/accounts";
const site = "apps/landing-page";

describe("a workload without a release", () => {
  it("waits, and its environment says what brings it", () => {
    const waiting = (stack: string, file = stack) =>
      environmentOf(stack, { [`releases/${file}.json`]: "{}" }).waiting.slice(0, 1);
    const says = (command: string) => [`accounts waits for a release: ${command}`];
    expect(waiting("dev")).to.deep.equal(says("make build APP=accounts PUSH=1"));
    expect(waiting("pr-7", "dev")).to.deep.equal(says("make build APP=accounts PUSH=1"));
    expect(waiting("staging")).to.deep.equal(says("make promote FROM=dev TO=staging APP=accounts"));
    expect(waiting("production")).to.deep.equal(
      says("make promote FROM=staging TO=production APP=accounts"),
    );
    expect(environmentOf("production").waiting).to.deep.equal([]);
    const nothing = environmentOf("staging", { "releases/staging.json": "{}" });
    expect(nothing.waiting.at(-1)).to.equal(
      "the schedule of the database's backups waits for a release: make promote FROM=dev TO=staging APP=database-backup",
    );
    expect(nothing.database).to.include({ backups: undefined });
  });

  for (const folder of [admin, accounts, site]) {
    it(`breaks no rule where ${folder} waits, in production or everywhere, and is told once a stack`, async () => {
      const name = folder.split("/").at(-1) ?? "";
      const nowhere = platformWith(inReleases(folder, null));
      expect(await objectionsTo(nowhere)).to.deep.equal([]);
      const later = platformWith({ "releases/production.json": { [name]: null } });
      expect(await objectionsTo(later)).to.deep.equal([]);
      for (const stack of ["staging", "production"]) {
        const told = notShownIn(await recordSample(stack, { root: later }));
        expect(told.filter((text) => text.includes(`${name} waits`))).to.have.length(
          stack === "production" ? 1 : 0,
        );
      }
    });
  }

  it("waits in a platform that never released anything, which breaks no rule", async () => {
    const nothing = [admin, accounts, site, "apps/qis-data-management", "database-backup"].map(
      (folder) => inReleases(folder, null),
    );
    expect(await objectionsTo(platformWith(together(...nothing)))).to.deep.equal([]);
  });

  for (const stack of sampleStacks.filter((name) => name !== "shared")) {
    it(`leaves to its first release in ${stack} only what adds`, async () => {
      const file = `releases/${stack === "pr-7" ? "dev" : stack}.json`;
      const without = (text: string) =>
        JSON.stringify({ ...(JSON.parse(text) as object), admin: undefined, accounts: undefined });
      const before = await recordSample(stack, { root: sampleProject({ [file]: without }) });
      const after = await recordSample(stack);
      for (const [urn, { type, inputs }] of before.registrations) {
        // Failover asks one of the services whether a region is well: the first by name.
        if (type.endsWith(":LoadBalancerMonitor")) continue;
        expect(after.registrations.get(urn)?.inputs, urn).to.deep.equal(inputs);
      }
      const types = [...after.registrations.values()]
        .filter(({ urn }) => !before.registrations.has(urn))
        .map(({ type }) => type);
      expect(types).to.include.members([
        "aws:ecs/service:Service",
        "cloudflare:index/worker:Worker",
        "cloudflare:index/workersRoute:WorkersRoute",
      ]);
      expect(types).not.to.include.members(["aws:secretsmanager/secret:Secret"]);
    });
  }
});
