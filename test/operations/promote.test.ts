import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parsePromote, type PromoteCommand } from "../../operations/promote/options";
import { JournalError, promote, type Witnesses } from "../../operations/promote/promote";
import { proofsOf } from "../../operations/promote/proofs";
import type { Proof } from "../../operations/promote/promotion";
import { provenIn, unproven } from "../../operations/release/proven-migrations";
import { StoreError } from "../../artifacts/store/store";
import { ServiceError } from "../../operations/json-api";
import { UsageError } from "../../settings/usage-error";
import { type Changes, sampleProject } from "../support/project";

const hour = 3_600;
const now = 1_000_000;
const next = { version: "1.5.0", commit: "c".repeat(40), digest: `sha256:${"d".repeat(64)}` };
const former = "sha256:ecd3bbebe5b261d95160f8e09e8706425e00471c719b7e850574bbd300fdf126";

/** Staging runs another build of accounts, with half of its traffic. */
const inStaging: Changes = {
  "releases/staging.json": (text) => {
    const traffic = { percentage: 50, stableVersionId: "6a0f2c1e-1111-4222-8333-444455556666" };
    return JSON.stringify({ ...(JSON.parse(text) as object), accounts: { ...next, traffic } });
  },
};

const gate = (workload: string, objection?: string) => ({
  ...({ workload, gate: "securityScan", isPassed: objection === undefined } as const),
  because: objection ?? "passed",
});

interface World {
  readonly changes?: Changes;
  readonly proof?: Proof;
  readonly has?: () => Promise<boolean>;
  readonly proofsIn?: Witnesses["proofsIn"];
  readonly gatesIn?: Witnesses["gatesIn"];
  readonly migrations?: Readonly<Record<string, string>>;
}

describe("a promotion", () => {
  async function promoted(command: readonly string[], world: World = {}) {
    const { changes = inStaging, proof = { verifiedSince: now - hour }, has } = world;
    const root = sampleProject(changes);
    const parsed = parsePromote(command);
    if (parsed === "help") throw new Error("asked for help");
    const witnesses: Witnesses = {
      now,
      store: {
        url: "s3://builds",
        has: has ?? (() => Promise.resolve(true)),
        read: () => Promise.resolve(undefined),
        create: () => Promise.resolve(false),
      },
      proofsIn: world.proofsIn ?? (() => Promise.resolve(() => proof)),
      migrationsIn: () => Promise.resolve(world.migrations ?? {}),
      gatesIn: world.gatesIn ?? ((_, names) => Promise.resolve(names.map((name) => gate(name)))),
    };
    const file = join(root, `releases/${parsed.to}.json`);
    const before = readFileSync(file, "utf8");
    const result = await promote(root, parsed, witnesses);
    const after = readFileSync(file, "utf8");
    return {
      ...result,
      root,
      changed: before !== after,
      releases: JSON.parse(after) as Record<string, unknown>,
    };
  }

  const toProduction = ["--from", "staging", "--to", "production"];

  it("names the same build and nothing else of the entry, and leaves other workloads alone", async () => {
    const { isAllowed, says, releases } = await promoted(toProduction);
    expect(isAllowed).to.equal(true);
    expect(releases.accounts).to.deep.equal(next);
    expect(releases.admin).to.have.property("version");
    expect(says)
      .to.include(`accounts: 1.4.0 (da84fb292d68) → 1.5.0 (cccccccccccc), ${next.digest}`)
      .and.include("make release ENV=production");
  });

  it("notes which migrations staging's releases have applied, for production's, whatever builds there are", async () => {
    const migrations = { "0001-names": "a".repeat(64) };
    const { says, root } = await promoted(toProduction, { changes: {}, migrations });
    expect(says).to.include("releases/migrations.json names the migrations that staging has");
    expect(provenIn(root, "staging")).to.deep.equal(migrations);
    const pending = ["0001-names", "0002-ages"].map((name) => ({
      ...{ name, checksum: "a".repeat(64), isContract: false },
    }));
    const wanted = (proven: Readonly<Record<string, string>>) =>
      unproven(pending, { name: "staging", environment: "production", proven }).map(
        ({ what }) => what,
      );
    const sum = "(sha256 aaaaaaaaaaaa)";
    expect(wanted(migrations)).to.deep.equal([
      `by releases/migrations.json, staging ran no migration 0002-ages ${sum}`,
    ]);
    expect(wanted({ ...migrations, "0002-ages": "b".repeat(64) })).to.deep.equal([
      `by releases/migrations.json, staging ran another migration 0002-ages ${sum}`,
    ]);
  });

  it("writes nothing where there is nothing to write", async () => {
    const { isAllowed, says, changed } = await promoted(toProduction, { changes: {} });
    expect([isAllowed, changed]).to.deep.equal([true, false]);
    expect(says).to.equal("production names the builds of staging already\n");
  });

  const refusals: Readonly<Record<string, readonly [World, string]>> = {
    "what is verified for less than an hour, and says when to come back": [
      { proof: { verifiedSince: now - 600 } },
      "was verified healthy in staging 10 min ago, of 60 min: come back in 50 min",
    ],
    "what the journal does not know": [{ proof: {} }, "is not what staging's journal has"],
    "what was taken back": [
      { proof: { verifiedSince: now - hour, heldBack: "12 of 80 requests failed" } },
      "was taken back in staging: 12 of 80 requests failed",
    ],
    "everything where the journal can't be read": [
      { proofsIn: () => Promise.reject(new JournalError("nobody is logged in")) },
      "can't be judged: nobody is logged in",
    ],
    "what did not pass a gate": [
      { gatesIn: () => Promise.resolve([gate("accounts", 'check "security": failure')]) },
      'did not pass securityScan: check "security": failure',
    ],
    "everything where a gate can't be asked": [
      { gatesIn: () => Promise.reject(new ServiceError("GitHub: GET /repos answered 502")) },
      "can't be asked for its gates: GitHub: GET /repos answered 502",
    ],
    "what the store has not": [
      { has: () => Promise.resolve(false) },
      `is not in s3://builds: make build APP=accounts COMMIT=${next.commit} PUSH=1`,
    ],
  };
  for (const [what, [world, why]] of Object.entries(refusals)) {
    it(`refuses ${what}`, async () => {
      const { isAllowed, says, changed } = await promoted(toProduction, world);
      expect([isAllowed, changed]).to.deep.equal([false, false]);
      expect(says).to.include("Nothing is written").and.include(`accounts ${why}`);
    });
  }

  it("is asked for the gates of what it takes in the environment before, and a reason leads past none", async () => {
    const asked: unknown[] = [];
    const gatesIn: Witnesses["gatesIn"] = (...question) => {
      asked.push(question);
      return Promise.resolve([gate("accounts", "SonarQube's gate: ERROR")]);
    };
    const command = [...toProduction, "--unverified", "stops the leak of ticket 7"];
    const { isAllowed, says } = await promoted(command, { gatesIn });
    expect(asked).to.deep.equal([["staging", ["accounts"]]]);
    expect(isAllowed).to.equal(false);
    expect(says).to.include("Who does without a gate changes `qualityGates` of the deploy.yaml");
  });

  it("goes on without proof where a person says why, loudly, but not without the build", async () => {
    const command = [...toProduction, "--unverified", "stops the leak of ticket 7"];
    const { isAllowed, says, releases } = await promoted(command, { proof: {} });
    expect(isAllowed).to.equal(true);
    expect(releases.accounts).to.deep.equal(next);
    expect(says).to.include("! UNVERIFIED: stops the leak of ticket 7");
    const without = await promoted(command, { has: () => Promise.resolve(false) });
    expect(without.isAllowed).to.equal(false);
  });

  it("goes on where the store can't be asked, and says so", async () => {
    const has = () => Promise.reject(new StoreError("s3://builds can't be used: no credentials"));
    const { isAllowed, says } = await promoted(toProduction, { has });
    expect(isAllowed).to.equal(true);
    expect(says).to.include("is not known: s3://builds can't be used: no credentials");
  });

  it("asks no journal of what comes from dev, and begins with what waits", async () => {
    const changes: Changes = { "releases/staging.json": "{}" };
    const proofsIn = () => Promise.reject(new Error("asked"));
    const command = ["--from", "dev", "--to", "staging", "--app", "accounts"];
    const { says, releases } = await promoted(command, { changes, proofsIn });
    expect(Object.keys(releases)).to.deep.equal(["accounts"]);
    expect(says).to.include("accounts: nothing → 1.4.0");
  });

  it("asks no journal and no store of what backs databases up", async () => {
    const name = "database-backup";
    const entry = { ...next, digest: `sha256:${"7".repeat(64)}` };
    const changes: Changes = {
      "releases/staging.json": (text) =>
        JSON.stringify({ ...(JSON.parse(text) as object), [name]: entry }),
    };
    const has = () => Promise.resolve(false);
    const command = ["--from", "staging", "--to", "production", "--app", name];
    const { isAllowed, releases } = await promoted(command, { changes, has, proof: {} });
    expect([isAllowed, releases[name]]).to.deep.equal([true, entry]);
  });

  it("goes one environment at a time, and of workloads that there are", async () => {
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [["--from", "dev", "--to", "production"], "production takes what ran in staging"],
      [["--from", "staging", "--to", "dev"], "dev takes what was built"],
      [["--from", "stagin", "--to", "production"], "did you mean staging?"],
      [[...toProduction, "--app", "acounts"], "did you mean accounts?"],
    ];
    for (const [command, says] of wrong) {
      const refusal: unknown = await promoted(command).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(UsageError);
      expect(String(refusal)).to.include(says);
    }
    expect((parsePromote(toProduction) as PromoteCommand).unverified).to.equal(undefined);
  });
});

describe("the proof of a build", () => {
  const build = { version: "1.4.0", commit: "a".repeat(40), digest: former };
  const standing = {
    build,
    entry: build,
    target: "cloudflare-worker",
    release: 1,
    since: 7,
    by: { name: "ama" },
  } as const;
  const verified = [{ build, release: 1, since: 7 }];

  it("is that it runs and was verified, and since when it has", () => {
    const standings = {
      workloads: { accounts: standing },
      verified: { accounts: verified },
      heldBack: {},
    };
    expect(proofsOf(standings)("accounts", former)).to.deep.equal({ verifiedSince: 7 });
    expect(proofsOf(standings)("accounts", next.digest)).to.deep.equal({});
    expect(proofsOf(standings)("admin", former)).to.deep.equal({});
  });

  it("is none where another one runs now, or it was taken back", () => {
    const other = { ...standing, build: { ...build, digest: next.digest } };
    const heldBack = { accounts: [{ build, release: 2, reason: "it leaked" }] };
    const standings = {
      workloads: { accounts: other },
      verified: { accounts: verified },
      heldBack,
    };
    expect(proofsOf(standings)("accounts", former)).to.deep.equal({ heldBack: "it leaked" });
  });
});
