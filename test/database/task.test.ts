import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { buildSync } from "esbuild";
import { backupsIn, type BackupRecord } from "../../database/backup/record";
import { restore, verify } from "../../database/restore/restore";
import type { Connection } from "../../database/server/connection";
import { bucketBackups } from "../../database/store/bucket-store";
import { projectRoot } from "../support/project";
import { S3Server } from "../support/s3-server";
import { keys } from "./keys";
import { type Shop, shopForAll } from "./shop";

describe("the task that a schedule runs", function () {
  this.timeout(120_000);
  let shop: Shop;
  let cloudWatch: Server;
  let told: string[] = [];
  const s3 = new S3Server();
  const folder = mkdtempSync(join(tmpdir(), "platform-task-"));
  const bundle = join(folder, "task.cjs");
  const store = () =>
    bucketBackups({ url: "s3://shop", bucket: "shop", prefix: "", region: undefined, locks: true });
  shopForAll((opened) => {
    shop = opened;
  });
  before(async () => {
    const dockerfile = readFileSync(join(projectRoot, "database/Dockerfile"), "utf8");
    const [, entry = "", platform, target = ""] =
      /esbuild (\S+) --bundle --platform=(node) --target=(\S+) --outfile=\/task\.cjs/.exec(
        dockerfile,
      ) ?? [];
    const options = { bundle: true, outfile: bundle, logLevel: "silent" } as const;
    buildSync({
      ...options,
      ...{ entryPoints: [join(projectRoot, entry)], target, platform: platform as "node" },
    });
    await s3.start();
    cloudWatch = createServer((request, response) => {
      void (async () => {
        const pieces: Buffer[] = [];
        for await (const piece of request) pieces.push(piece as Buffer);
        told.push(Buffer.concat(pieces).toString("latin1"));
        response.end();
      })();
    });
    await new Promise<void>((resolve) => cloudWatch.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    s3.objects.clear();
    told = [];
  });
  after(() => {
    s3.stop();
    cloudWatch.close();
    rmSync(folder, { recursive: true });
  });

  /** As the container runs it: one file, beside no node_modules, with a job and a connection. */
  async function run(connection: Connection) {
    const url = new URL(connection.url);
    url.password = connection.password;
    const { port } = cloudWatch.address() as AddressInfo;
    const job = {
      ...{ stack: "production", bucket: "shop", region: "eu-west-1", locks: true },
      recipients: [keys.recipient],
      rules: [
        { name: "daily", deleteAfterDays: 90 },
        { name: "weekly", deleteAfterDays: 365 },
      ],
    };
    const child = spawn(process.execPath, [bundle], {
      cwd: folder,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL_CLOUDWATCH: `http://127.0.0.1:${String(port)}`,
        BACKUP_JOB: JSON.stringify(job),
        DATABASE_URL: url.href,
      },
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (piece: Buffer) => said.push(piece.toString()));
    const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { status, said: said.join("") };
  }

  it("makes what is due, says so to CloudWatch, and what it made restores", async () => {
    const source = await shop.open(20);
    const { status, said } = await run(shop.reader(source.database));
    expect(status, said).to.equal(0);
    expect(told.join()).to.include("Platform/Backups").and.include("DatabaseBackedUp");
    const { complete } = await backupsIn(store());
    expect(complete.map(({ rule }) => rule)).to.deep.equal(["weekly"]);
    const [record] = complete as [BackupRecord];
    const into = await shop.empty();
    await restore({ store: store(), record, identity: keys.identity, into });
    expect(await verify(record, into)).to.deep.equal([]);
  });

  it("keeps a day's by the daily rule, makes none where none is due, and says that all is there", async () => {
    const reader = shop.reader((await shop.open(3)).database);
    await run(reader);
    await run(reader);
    const { status, said } = await run({ ...reader, password: "another" });
    expect([status, said.slice(0, 12)]).to.deep.equal([0, '{"due":false']);
    const { complete } = await backupsIn(store());
    expect(complete.map(({ rule }) => rule).sort()).to.deep.equal(["daily", "weekly"]);
    expect(told).to.have.length(3);
  });

  it("says nothing to CloudWatch where it made none, and ends with 1", async () => {
    const reader = shop.reader((await shop.open(3)).database);
    const { status, said } = await run({ ...reader, password: "another" });
    expect([status, told]).to.deep.equal([1, []]);
    expect(said).to.include("password authentication failed").and.not.include("at ");
  });
});
