import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect as dial, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { backUp } from "../../database/backup/backup";
import { backupsIn, type BackupRecord } from "../../database/backup/record";
import { Failure } from "../../database/failure";
import { restore, verify } from "../../database/restore/restore";
import type { Connection } from "../../database/server/connection";
import { justly, whole, type BackupStore } from "../../database/store/backup-store";
import { bucketBackups } from "../../database/store/bucket-store";
import { folderBackups } from "../../database/store/folder-store";
import { S3Server } from "../support/s3-server";
import { keys } from "./keys";
import { rule, type Shop, shopForAll } from "./shop";

const isFull = process.env.KIT === "full";
/** Of each fault. */
const numRuns = isFull ? 150 : 4;

describe("a backup that something happens to", function () {
  this.timeout(isFull ? 3_600_000 : 120_000);
  let shop: Shop;
  let source: Connection;
  const s3 = new S3Server();
  const folder = mkdtempSync(join(tmpdir(), "platform-faults-"));
  const path = process.env.PATH ?? "";
  shopForAll((opened) => {
    shop = opened;
  });
  before(async () => {
    await s3.start();
    source = await shop.open(400);
  });
  beforeEach(() => {
    s3.objects.clear();
    s3.uploads.clear();
  });
  afterEach(() => {
    s3.spoil = () => undefined;
    process.env.PATH = path;
  });
  after(() => {
    s3.stop();
    rmSync(folder, { recursive: true });
  });

  const bucket = () =>
    bucketBackups({
      url: "s3://shop",
      bucket: "shop",
      prefix: "",
      region: undefined,
      locks: false,
    });
  const newFolder = () => {
    const own = mkdtempSync(join(folder, "store-"));
    return folderBackups(`file://${own}`, own);
  };
  const backup = (store: BackupStore, connection = shop.reader(source.database)) =>
    backUp({
      ...{ stack: "production", connection, store, rule, recipients: [keys.recipient] },
      tell: () => undefined,
    });

  /** Complete and restorable, or reported and not there. */
  async function isHonest(store: BackupStore, made: Promise<BackupRecord>): Promise<boolean> {
    const record = await made.catch((error: unknown) => error);
    const { complete } = await backupsIn(store);
    if (record instanceof Error) {
      expect(record, record.stack).to.be.instanceOf(Failure);
      expect(complete).to.deep.equal([]);
      return false;
    }
    expect(complete).to.deep.equal([record]);
    const into = await shop.empty();
    await restore({ store, record: record as BackupRecord, identity: keys.identity, into });
    expect(await verify(record as BackupRecord, into)).to.deep.equal([]);
    return true;
  }

  /** @param trial - at a share of the way from nothing to all; whether a backup came of it. */
  async function anywhere(trial: (share: number) => Promise<boolean>): Promise<void> {
    const shares = fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000);
    await fc.assert(
      fc.asyncProperty(shares, async (share) => {
        await trial(share);
      }),
      { numRuns, endOnFailure: true, examples: [[0], [0.9999]] },
    );
  }

  /** A pg_dump that writes so many bytes, and ends. */
  function cutDump(bytes: number, end: string): void {
    const programs = mkdtempSync(join(folder, "programs-"));
    const real = execFileSync("bash", ["-c", "command -v pg_dump"], { encoding: "utf8" }).trim();
    const script = `#!/bin/bash\n${real} "$@" | head -c ${String(bytes)}\n${end}\n`;
    writeFileSync(join(programs, "pg_dump"), script, { mode: 0o755 });
    process.env.PATH = `${programs}:${path}`;
  }

  for (const [what, end] of [
    ["whose pg_dump is killed", "kill -9 $$"],
    ["whose pg_dump ends too early and says that all is well", "exit 0"],
  ] as const) {
    it(`${what}, at any byte, is complete or reported`, async () => {
      const { args, env } = {
        args: [`--dbname=${source.url}`],
        env: { PGPASSWORD: source.password },
      };
      const size = execFileSync("pg_dump", ["--format=custom", "--compress=0", ...args], {
        env: { ...process.env, ...env },
      }).length;
      await anywhere(async (share) => {
        cutDump(Math.floor(share * size), end);
        const store = newFolder();
        const is = await isHonest(store, backup(store)).finally(() => {
          process.env.PATH = path;
        });
        expect(is).to.equal(false);
        return is;
      });
    });
  }

  it("whose connection is lost, at any byte, is complete or reported", async () => {
    const proxy = new CutProxy(shop.server.port);
    await proxy.start();
    try {
      const reader = shop.reader(source.database);
      const url = new URL(reader.url);
      url.port = String(proxy.port);
      const through = { ...reader, url: url.href, port: proxy.port };
      const whole = newFolder();
      expect(await isHonest(whole, backup(whole, through))).to.equal(true);
      const size = proxy.bytes;
      await anywhere((share) => {
        proxy.cutAfter(Math.floor(share * size));
        const store = newFolder();
        return isHonest(store, backup(store, through));
      });
    } finally {
      proxy.stop();
    }
  });

  it("whose store loses or refuses any request, once or from then on, is complete or reported", async () => {
    s3.requests = 0;
    expect(await isHonest(bucket(), backup(bucket()))).to.equal(true);
    const size = s3.requests;
    const ways = [
      ["lost", true],
      ["lost", false],
      ["error", true],
      ["error", false],
    ] as const;
    let trials = 0;
    await anywhere((share) => {
      const [fault, isOnce] = ways[trials % ways.length] ?? ways[0];
      trials += 1;
      s3.objects.clear();
      const at = s3.requests + Math.floor(share * size);
      s3.spoil = () =>
        s3.requests - 1 === at || (!isOnce && s3.requests > at) ? fault : undefined;
      const made = backup(bucket()).finally(() => {
        s3.spoil = () => undefined;
      });
      return isHonest(bucket(), made);
    });
  });

  it("that goes there in parts has all of them, or is not there", async () => {
    const bytes = randomBytes(36_000_000);
    await anywhere(async (share) => {
      s3.objects.clear();
      const [at, isOnce] = [s3.requests + Math.floor(share * 6), share > 0.5];
      s3.spoil = () =>
        s3.requests - 1 === at || (!isOnce && s3.requests > at) ? "lost" : undefined;
      const failed: unknown = await bucket()
        .upload("parts", justly(bytes), new Date())
        .catch((error: unknown) => error);
      s3.spoil = () => undefined;
      if (failed === undefined)
        expect((await whole(bucket().read("parts"))).equals(bytes)).to.equal(true);
      else
        expect([failed instanceof Failure, await bucket().list("parts")]).to.deep.equal([true, []]);
      return failed === undefined;
    });
  });

  it("whose disk is full, at any byte, is complete or reported", async function () {
    const limit = (bytes: string) =>
      execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:unlimited`]);
    if (process.platform !== "linux") return this.skip();
    const undisturbed = await backup(newFolder());
    await anywhere(async (share) => {
      const store = newFolder();
      limit(String(Math.floor(share * undisturbed.bytes)));
      const made = backup(store).finally(() => limit("unlimited"));
      return isHonest(store, made);
    });
  });
});

/** Leads to a server until so many bytes came back from it; then it breaks every connection, and takes no other. */
class CutProxy {
  public bytes = 0;
  private limit = Number.MAX_SAFE_INTEGER;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((client) => {
    if (this.bytes >= this.limit) {
      client.destroy();
      return;
    }
    const upstream = dial(this.target, "localhost");
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          client.destroy();
          upstream.destroy();
        });
    }
    client.pipe(upstream);
    upstream.on("data", (piece: Buffer) => {
      const left = this.limit - this.bytes;
      this.bytes += piece.length;
      client.write(piece.subarray(0, left));
      if (piece.length >= left) this.stopSockets();
    });
  });

  public constructor(private readonly target: number) {}

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "localhost", resolve));
  }

  public cutAfter(bytes: number): void {
    this.stopSockets();
    [this.bytes, this.limit] = [0, bytes];
  }

  public stop(): void {
    this.stopSockets();
    this.server.close();
  }

  private stopSockets(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }
}
