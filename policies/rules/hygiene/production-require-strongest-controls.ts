import { estateRule, type Scoped, violationOf } from "../../rule";

/** Types whose presence alone protects, and what has to be there to be protected, where that may be missing. */
const switchTypes: Readonly<Record<string, string | undefined>> = {
  "aws:backup/plan:Plan": undefined,
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": undefined,
  "aws:backup/vaultNotifications:VaultNotifications": undefined,
  "aws:backup/vaultPolicy:VaultPolicy": undefined,
  "aws:budgets/budget:Budget": undefined,
  "aws:ec2/flowLog:FlowLog": undefined,
  // A store of files is a bucket of R2 and one of S3.
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration":
    "cloudflare:index/r2Bucket:R2Bucket",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": undefined,
  "neon:index:SnapshotSchedule": "neon:index:Project",
};

export const productionRequireStrongestControls = estateRule({
  id: "production-require-strongest-controls",
  severity: "high",
  title: "Production lacks nothing that protects staging or development",
  why: "what was tried there would be worth nothing here",
  source: "PRC-24",
  fix: "Declare it in production.",
  waivable: "never",
  *check(estate) {
    const production = estate.find(({ tier }) => tier === "production");
    const lower = estate.filter(({ tier }) => tier === "staging" || tier === "dev");
    if (production === undefined || lower.length === 0) return;
    const { stack, index } = production;
    yield { stack, resource: index.root, outcome: () => violationOf(missingIn(production, lower)) };
  },
});

function missingIn(production: Scoped, lower: readonly Scoped[]): readonly string[] {
  const has = (type: string): boolean => production.index.ofType(type).length > 0;
  return Object.entries(switchTypes)
    .filter(([type, of]) => !has(type) && (of === undefined || has(of)))
    .flatMap(([type]) => {
      const owner = lower.find(({ index }) => index.ofType(type).length > 0);
      return owner === undefined ? [] : [`has no ${type}, which ${owner.stack} has`];
    });
}
