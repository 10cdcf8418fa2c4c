import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { backUp } from "../../database/backup/backup";
import { backupsIn, type BackupRecord } from "../../database/backup/record";
import { restore, verify } from "../../database/restore/restore";
import { newIdentity } from "../../database/seal/seal";
import type { Connection } from "../../database/server/connection";
import { countTables } from "../../database/server/contents";
import { justly, type BackupStore } from "../../database/store/backup-store";
import { bucketBackups } from "../../database/store/bucket-store";
import { folderBackups } from "../../database/store/folder-store";
import { S3Server } from "../support/s3-server";
import { append, rule, type Shop, shopForAll } from "./shop";
import { keys } from "./keys";

describe("a backup of a database", function () {
  this.timeout(120_000);
  let shop: Shop;
  const s3 = new S3Server();
  const folder = mkdtempSync(join(tmpdir(), "platform-backups-"));
  const bucket = () =>
    bucketBackups({ url: "s3://shop", bucket: "shop", prefix: "", region: undefined, locks: true });
  shopForAll((opened) => {
    shop = opened;
  });
  before(() => s3.start());
  beforeEach(() => {
    s3.objects.clear();
    s3.uploads.clear();
    s3.spoil = () => undefined;
  });
  after(() => {
    s3.stop();
    rmSync(folder, { recursive: true });
  });

  const backup = ({ database }: Connection, store: BackupStore) =>
    backUp({
      ...{ stack: "production", store, rule, recipients: [keys.recipient], tell: () => undefined },
      connection: shop.reader(database),
    });
  const restored = async (store: BackupStore, record: BackupRecord): Promise<Connection> => {
    const into = await shop.empty();
    await restore({ store, record, identity: keys.identity, into });
    return into;
  };

  for (const [name, open] of [
    ["a bucket", bucket],
    ["a folder", () => folderBackups(`file://${folder}`, folder)],
  ] as const) {
    it(`is made by a role that only reads, and restored with every row and right from ${name}`, async () => {
      const store = open();
      const source = await shop.open(300);
      const record = await backup(source, store);
      expect((await backupsIn(store)).complete).to.deep.equal([record]);
      const into = await restored(store, record);
      expect(await verify(record, into)).to.deep.equal([]);
      expect(record.contents.objects).to.include("right of app: INSERT on public.events");
      const next = await shop.ask(into.database, (sql) =>
        sql.unsafe(
          "INSERT INTO public.events (stream, version, kind, data) VALUES ('s', 1, 'order paid', '{}') RETURNING id",
        ),
      );
      expect(Number(next[0]?.id)).to.equal(301);
    });
  }

  it("holds a dump and its record until the day to which they are kept", async () => {
    await backup(await shop.open(1), bucket());
    const until = [...s3.objects.values()].map(({ lockedUntil = "" }) => lockedUntil.slice(0, 10));
    const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    expect(until).to.deep.equal([day, day]);
  });

  it("has what one moment showed, whatever is appended while it is made", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 60 }),
        async (first, burst) => {
          const source = await shop.open(first);
          const store = folderBackups(`file://${folder}`, mkdtempSync(join(folder, "run-")));
          const made = new AbortController();
          const appending = (async () => {
            for (let n = 0; !made.signal.aborted; n += 1)
              await shop.run(source.database, append(burst, `w${String(n)}-`));
          })();
          const record = await backup(source, store).finally(() => {
            made.abort();
          });
          await appending;
          const into = await restored(store, record);
          expect(await verify(record, into)).to.deep.equal([]);
          const all = (database: string) =>
            shop.ask(
              database,
              (sql) => sql<{ id: string }[]>`SELECT id FROM public.events ORDER BY id`,
            );
          const [before, after] = [await all(into.database), await all(source.database)];
          // Bursts are transactions: a snapshot has all of one or nothing.
          expect((before.length - first) % burst).to.equal(0);
          expect(before.map(({ id }) => id)).to.deep.equal(
            after.slice(0, before.length).map(({ id }) => id),
          );
        },
      ),
      { numRuns: 4 },
    );
  });

  it("restores nothing of what was cut off or changed in any byte, and says so", async () => {
    const store = bucket();
    const record = await backup(await shop.open(200), store);
    const path = `/shop/${record.key}`;
    const kept = s3.objects.get(path);
    if (kept === undefined) throw new Error("no dump");
    await fc.assert(
      fc.asyncProperty(fc.nat(kept.bytes.length - 1), fc.boolean(), async (place, isCut) => {
        const bytes = Buffer.from(kept.bytes);
        bytes[place] = (bytes[place] ?? 0) ^ 0x10;
        s3.objects.set(path, { ...kept, bytes: isCut ? bytes.subarray(0, place) : bytes });
        const into = await shop.empty();
        const failed: unknown = await restore({
          store,
          record,
          identity: keys.identity,
          into,
        }).catch((e: unknown) => e);
        expect(failed).to.be.instanceOf(Error);
        expect(await shop.ask(into.database, countTables)).to.equal(0);
      }),
      {
        numRuns: 8,
        examples: [
          [0, true],
          [kept.bytes.length - 1, true],
          [kept.bytes.length - 1, false],
        ],
      },
    );
  });

  it("opens for none but who it was sealed for", async () => {
    const store = bucket();
    const record = await backup(await shop.open(3), store);
    const into = await shop.empty();
    const failed: unknown = await restore({
      store,
      record,
      identity: (await newIdentity()).identity,
      into,
    }).catch((e: unknown) => e);
    expect(String(failed)).to.include("sealed for another identity");
  });

  it("is none where the connection is lost while it is made", async () => {
    const store = bucket();
    const source = await shop.open(20_000);
    const cut = setInterval(() => {
      void shop.run(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pg_dump'",
      );
    }, 20);
    const failed: unknown = await backup(source, store)
      .catch((e: unknown) => e)
      .finally(() => {
        clearInterval(cut);
      });
    expect(String(failed)).to.match(/pg_dump ended with 1/);
    expect(await backupsIn(store)).to.deep.equal({ complete: [], unfinished: [] });
  });

  it("is none where a part is lost, an answer is, or the store changes what it was given", async () => {
    const source = await shop.open(300);
    const spoils: readonly S3Server["spoil"][] = [
      ({ method }) => (method === "PUT" ? "error" : undefined),
      ({ method }) => (method === "PUT" ? "lost" : undefined),
      ({ method, query }) => (method === "GET" && !query.has("list-type") ? "lost" : undefined),
    ];
    for (const spoil of spoils) {
      s3.objects.clear();
      s3.spoil = spoil;
      const failed: unknown = await backup(source, bucket()).catch((e: unknown) => e);
      s3.spoil = () => undefined;
      expect(String(failed)).to.include("s3://shop can't be used");
      expect((await backupsIn(bucket())).complete).to.deep.equal([]);
    }
  });

  it("goes into a bucket in parts, of which none may be missing, and leaves none behind", async () => {
    const bytes = randomBytes(40_000_000);
    await bucket().upload("parts", justly(bytes), new Date());
    expect(s3.objects.get("/shop/parts")?.bytes.equals(bytes)).to.equal(true);
    s3.spoil = ({ query }) => (query.get("partNumber") === "2" ? "lost" : undefined);
    const failed: unknown = await bucket()
      .upload("lost", justly(bytes), new Date())
      .catch((e: unknown) => e);
    expect(String(failed)).to.include("s3://shop can't be used");
    expect([[...s3.objects.keys()], s3.uploads.size]).to.deep.equal([["/shop/parts"], 0]);
  });
});
