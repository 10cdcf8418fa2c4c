import { expect } from "chai";
import { dataKinds } from "../../policies/calendar/kinds";
import { type LedgerEntry, ledgerOf } from "../../policies/ledger/ledger";
import { dataTypes } from "../../policies/cards/cards";
import { StackIndex } from "../../policies/stack-index";
import { type Estate, type StackName, recordEstate, stackIn } from "./mutations/estate";
import { declaring, stackOf, unknown } from "./support/declared";

/** Types that can't be deleted without loss and hold no data of their own, or hold the backups themselves. */
const withoutData = ["aws:backup/vault:Vault"];

describe("the backup ledger", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  const ledger = (stack: StackName, drills: ReadonlyMap<string, string> = new Map()) =>
    ledgerOf(new StackIndex(stackIn(estate, stack)), drills);
  const entry = (entries: readonly LedgerEntry[], name: string): LedgerEntry => {
    const found = entries.find(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined) throw new Error(`the ledger has no ${name}`);
    return found;
  };
  const said = ({ protections }: LedgerEntry): readonly string[] =>
    protections.map(({ means, every, days, region, part }) =>
      [means, every, days, region, part].filter((word) => word !== undefined).join(" "),
    );

  it("knows every type that holds data", () => {
    expect(Object.keys(dataKinds)).to.include.members(
      dataTypes.filter((type) => !withoutData.includes(type)),
    );
    expect(dataTypes).to.include.members(withoutData);
  });

  it("maps every resource of the sample that holds data to what protects it, where something does", () => {
    for (const stack of ["production", "shared", "staging", "dev"] as const) {
      const bare = ledger(stack).filter(({ protections }) => protections.length === 0);
      const names = bare.map(({ urn }) => urn.split("::").at(-1));
      expect(names, stack).to.deep.equal(stack === "dev" ? ["dev-documents-r2-bucket"] : []);
    }
  });

  it("says how production's files come back", () => {
    expect(said(entry(ledger("production"), "production-documents-s3-bucket"))).to.deep.equal([
      "point-in-time 35",
      "backup day 90",
      "backup day 90 eu-west-3",
      "backup week 365",
      "backup week 365 eu-west-3",
      "versions 90",
      "replica eu-west-3",
      "lock 30",
    ]);
    expect(said(entry(ledger("production"), "production-documents-r2-bucket"))).to.deep.equal([
      "lock 30 backups/",
    ]);
  });

  it("says how production's database, secrets and keys come back", () => {
    const production = ledger("production");
    expect(said(entry(production, "production-app-project"))).to.deep.equal([
      "point-in-time 7",
      "backup day 90",
      "backup week 365",
    ]);
    expect(said(entry(production, "production-key-key"))).to.deep.equal([
      "deletion-window 30",
      "replica eu-west-3",
    ]);
    expect(said(entry(production, "production-app-connection-app-secret"))).to.deep.equal([
      "deletion-window 30",
      "replica eu-west-3",
    ]);
  });

  it("says that either region's images are copied into the other", () => {
    const shared = ledger("shared");
    expect(said(entry(shared, "shared-images-admin"))).to.deep.equal(["replica eu-west-3"]);
    expect(said(entry(shared, "shared-images-recovery-admin"))).to.deep.equal([
      "replica eu-west-1",
    ]);
  });

  it("knows the day of the last restore drill, and no day where there was none", () => {
    const { urn } = entry(ledger("production"), "production-app-project");
    const drilled = ledger("production", new Map([[urn, "2026-11-01"]]));
    expect(entry(drilled, "production-app-project").lastDrill).to.equal("2026-11-01");
    expect(entry(drilled, "production-key-key").lastDrill).to.equal(undefined);
  });

  it("says of what it can't read why, and that nothing protects it", () => {
    const secret = declaring("aws:secretsmanager/secret:Secret");
    const stack = stackOf("production", [
      secret({ recoveryWindowInDays: "a month" }, { name: "text" }),
      secret({ recoveryWindowInDays: unknown }, { name: "unknown" }),
    ]);
    const entries = ledgerOf(new StackIndex(stack), new Map());
    expect(entries.map(({ problem, protections }) => [problem, protections.length])).to.deep.equal([
      ["recoveryWindowInDays is a text, not a number", 0],
      ["recoveryWindowInDays is not known before the update", 0],
    ]);
  });

  it("counts on the shortest of what a bucket's rules keep", () => {
    const bucket = declaring("aws:s3/bucket:Bucket")({ bucket: "b" }, { name: "b" });
    const of = { from: { bucket: ["b"] } };
    const kept = (noncurrentDays: number) => ({
      status: "Enabled",
      noncurrentVersionExpiration: { noncurrentDays },
    });
    const stack = stackOf("production", [
      bucket,
      declaring("aws:s3/bucketVersioning:BucketVersioning")(
        { versioningConfiguration: { status: "Enabled" } },
        { name: "v", ...of },
      ),
      declaring("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")(
        { rules: [365, 3, 90].map(kept) },
        { name: "l", ...of },
      ),
    ]);
    const [only] = ledgerOf(new StackIndex(stack), new Map());
    expect(only === undefined ? [] : said(only)).to.deep.equal(["versions 3"]);
  });

  it("counts on nothing that is switched off", () => {
    const bucket = declaring("aws:s3/bucket:Bucket");
    const of = { from: { bucket: ["b"] } };
    const stack = stackOf("production", [
      bucket({ bucket: "b" }, { name: "b" }),
      bucket({ bucket: "c" }, { name: "c" }),
      declaring("aws:s3/bucketVersioning:BucketVersioning")(
        { versioningConfiguration: { status: "Suspended" } },
        { name: "v", ...of },
      ),
      declaring("aws:s3/bucketReplicationConfig:BucketReplicationConfig")(
        { rules: [{ status: "Disabled", destination: { bucket: "arn:aws:s3:::c" } }] },
        { name: "p", from: { bucket: ["b"], rules: ["c"] } },
      ),
      declaring("cloudflare:index/r2Bucket:R2Bucket")({ name: "r" }, { name: "r" }),
      declaring("cloudflare:index/r2BucketLock:R2BucketLock")(
        { rules: [{ enabled: false, condition: { maxAgeSeconds: 86_400 } }] },
        { name: "k", from: { bucketName: ["r"] } },
      ),
    ]);
    expect(ledgerOf(new StackIndex(stack), new Map()).map(said)).to.deep.equal([[], [], []]);
  });
});
