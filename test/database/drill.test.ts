import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { backUp } from "../../database/backup/backup";
import { drill, type Tried } from "../../database/drill/drill";
import { projectUrn, writeDrill } from "../../database/drill/ledger";
import { neonScratch } from "../../database/drill/neon-scratch";
import type { Connection } from "../../database/server/connection";
import { folderBackups } from "../../database/store/folder-store";
import { loadPackData } from "../../policies/pack-data";
import { defaultTiming, NeonApi } from "../../providers/neon/api/neon-api";
import { type OpenNeon, openNeon } from "../../sandbox/neon-api/open-neon";
import { sampleProject } from "../support/project";
import { recordSample } from "../support/sample";
import { append, rule, type Shop, shopForAll } from "./shop";
import { newIdentity } from "../../database/seal/seal";
import { keys } from "./keys";

describe("a drill of a database", function () {
  this.timeout(120_000);
  let shop: Shop;
  let neon: OpenNeon;
  let projectId: string;
  const folder = mkdtempSync(join(tmpdir(), "platform-drills-"));
  shopForAll((opened) => {
    shop = opened;
  });
  before(async () => {
    neon = await openNeon();
    const project = {
      name: "shop-production",
      branch: { database_name: "app", role_name: "migrator" },
    };
    projectId = (await neon.client.createProject({ project })).data.project.id;
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    neon.emulator.assertPrepared();
    await neon.emulator.close();
  });

  /** Neon's branch is a copy of the database, after what was done to it, or as it was before the last events. */
  const drilled = async (
    source: Connection,
    change: { readonly spoil?: string; readonly later?: number } = {},
  ): Promise<readonly Tried[]> => {
    const store = folderBackups(`file://${folder}`, folder);
    const reader = shop.reader(source.database);
    const record = await backUp({
      ...{ stack: "production", store, rule, connection: reader },
      ...{ recipients: [keys.recipient], tell: () => undefined },
    });
    await shop.run("postgres", "DROP DATABASE IF EXISTS drill");
    const past = `past_${source.database}`;
    await shop.run("postgres", `CREATE DATABASE ${past} TEMPLATE ${source.database}`);
    if (change.spoil !== undefined) await shop.run(past, change.spoil);
    const { apiKey, baseUrl, orgId } = neon.emulator;
    const api = new NeonApi({ apiKey, baseUrl }, undefined, { ...defaultTiming, pollSeconds: 0 });
    const place = { projectName: "shop-production", organizationId: orgId, database: "app" };
    let clock = Date.now();
    return drill({
      ...{ store, record, identity: keys.identity, source: reader, mostBackupSeconds: 108_000 },
      withScratch: neonScratch(api, place, () => shop.owner(past)),
      now: () => (clock += (change.later ?? 0) * 1_000),
    });
  };
  beforeEach(() => {
    // Its clock stands still by itself, and what is asked of it lies in the past.
    neon.emulator.clock.advance(60);
  });
  const branches = async () => (await neon.client.listProjectBranches({ projectId })).data.branches;

  it("restores the moment and the newest backup into a branch, which is gone afterwards", async () => {
    const tried = await drilled(await shop.open(200));
    expect(tried.map(({ way, problems }) => [way, problems])).to.deep.equal([
      ["point in time", []],
      ["backup", []],
    ]);
    expect(await branches()).to.have.length(1);
    const made = neon.emulator.requests.find(
      ({ operation }) => operation === "createProjectBranch",
    );
    expect(made?.body).to.have.nested.property("branch.parent_timestamp", tried[0]?.what);
    expect(made?.body).to.have.nested.property("branch.expires_at");
  });

  it("says what the branch lacks: a trigger, a right, events of more than an hour", async () => {
    const source = await shop.open(200);
    await shop.run(
      source.database,
      "ALTER TABLE public.events DISABLE TRIGGER USER; UPDATE public.events SET recorded_at = recorded_at - interval '3 hours'; ALTER TABLE public.events ENABLE TRIGGER USER",
    );
    await shop.run(source.database, append(1, "late"));
    const spoil = `DROP TRIGGER events_never_change ON public.events; REVOKE INSERT ON public.events FROM app;
      DELETE FROM public.events WHERE stream LIKE 'late%'`;
    const [past] = await drilled(source, { spoil });
    expect(past?.problems.join("\n")).to.match(/missing: right of app: INSERT on public.events/);
    expect(past?.problems.join("\n")).to.match(
      /missing: trigger: CREATE TRIGGER events_never_change/,
    );
    expect(past?.problems.join("\n")).to.match(/lost 10\d\d\d s, 3600 s is the most/);
  });

  it("takes a table that came back empty for lost from its first row on", async () => {
    const [past] = await drilled(await shop.open(20), { spoil: "TRUNCATE public.events CASCADE" });
    expect(past?.problems).to.deep.equal(["lost Infinity s, 3600 s is the most"]);
  });

  it("says where a restore takes longer than it may, or its backup is older", async () => {
    const tried = await drilled(await shop.open(1), { later: 40_000 });
    const [past, restored, older, ...others] = tried.flatMap(({ problems }) => problems);
    const late = "took 40000 s, 1800 s is the most";
    expect([past, restored, others]).to.deep.equal([late, late, []]);
    expect(older).to.match(/^lost 20\d{4} s, 108000 s is the most$/);
  });

  it("leaves no branch behind where the backup can't be opened", async () => {
    const store = folderBackups(`file://${folder}`, folder);
    const source = await shop.open(1);
    const record = await backUp({
      ...{ stack: "production", store, rule, connection: shop.reader(source.database) },
      ...{ recipients: [(await newIdentity()).recipient], tell: () => undefined },
    });
    await shop.run("postgres", "DROP DATABASE IF EXISTS drill");
    const { apiKey, baseUrl, orgId } = neon.emulator;
    const api = new NeonApi({ apiKey, baseUrl }, undefined, { ...defaultTiming, pollSeconds: 0 });
    const place = { projectName: "shop-production", organizationId: orgId, database: "app" };
    const failed: unknown = await drill({
      ...{ store, record, identity: keys.identity, source, mostBackupSeconds: 1, now: Date.now },
      withScratch: neonScratch(api, place, () => source),
    }).catch((e: unknown) => e);
    expect(String(failed)).to.include("sealed for another identity");
    expect(await branches()).to.have.length(1);
  });

  it("is what the ledger reads, by the project's name in the state", async () => {
    const root = sampleProject();
    const urn = projectUrn("production", "platform", "app");
    expect([...(await recordSample("production")).registrations.keys()]).to.include(urn);
    const tried = await drilled(await shop.open(1));
    writeDrill(root, urn, { on: new Date("2026-11-30T10:00:00Z"), tried });
    expect([...loadPackData(join(root, "policies"), "2026-11-30").restoreDrills]).to.deep.equal([
      [urn, "2026-11-30"],
    ]);
  });
});
