import type { Difference } from "./difference";

/** How production's value must stand to staging's for the reason to hold. */
type Relation =
  /** A greater number. */
  | "more"
  | "less"
  /** True, and false in staging. */
  | "on"
  | "off"
  /** Staging has none. */
  | "production alone"
  | "staging alone"
  | "other";

/** Why settings differ on purpose: the tier table, a second time (blueprint/tiers.ts is what the program declares). */
interface Explanation {
  readonly why: string;
  /** The environment-neutral URN from its type on; every place unless given. */
  readonly place?: RegExp;
  /** The setting's path; a resource of which the other environment has none is an empty path. */
  readonly setting: RegExp;
  readonly production: Relation;
}

const failover = "production can move to a second region in five minutes (BAK-12)";
const longer = "production's data is kept longer than staging's (BAK-1, BAK-5)";
const guarded = "what holds production's data can't be deleted by mistake (PRC-10)";
const zones = "production spans three zones, staging two (ENV-10)";
const larger = "production is larger than staging (COST-1)";
const canary = "production's visitors meet a new revision a few at a time (REL-2)";
const approved = "two people approve what production runs (PIP-5)";
const refs = "staging is deployed from develop, production from main and v* (PIP-2, PIP-3)";
const addresses = "no two environments' networks overlap (ISO-6)";
const alerted = "production's alarms wake somebody (OBS-8)";
const quieter = "production logs and samples less of much more traffic (OBS-25, SVC-5)";
const stricter = "production promises 99.9 % and staging 99.5 % (OBS-1)";
const spot = "staging may lose a task to save money, production may not (COST-6)";
const tried = "production takes no more requests than staging tried (EDGE-1)";
const admitted =
  "production lets in fewer people, on more conditions and for a shorter time (ACC-17)";
const derived = "the service makes the name up, or cuts it and adds a hash";

/** A test wants every reason to explain something in the sample's stacks. */
export const explanations: readonly Explanation[] = [
  // What may be deleted
  {
    why: guarded,
    place: /iam\/policy/,
    setting: /^policy\.Statement\.EmptyBuckets/,
    production: "staging alone",
  },
  {
    why: guarded,
    place: /-boundary-policy$/,
    setting: /^policy\.Statement\.NoOpenedVaultOrLock\.Action/,
    production: "production alone",
  },
  // The second region
  {
    why: failover,
    place: /recovery|RegionFailover/,
    setting: /^$/,
    production: "production alone",
  },
  {
    why: failover,
    place: /DnsRecord::/,
    setting: /^(?:content|proxied|ttl)$/,
    production: "other",
  },
  {
    why: failover,
    place: /iam\/(?:rolePolicy|policy)/,
    setting: /RequestedRegion|ViaService/,
    production: "production alone",
  },
  { why: failover, place: /kms\/key/, setting: /^multiRegion$/, production: "on" },
  {
    why: failover,
    place: /kms\/key/,
    setting: /^policy\.Statement\.UseByLogs/,
    production: "production alone",
  },
  {
    why: failover,
    place: /secretsmanager\/secret:/,
    setting: /^replicas\./,
    production: "production alone",
  },
  {
    why: failover,
    place: /SlackChannelConfiguration/,
    setting: /^snsTopicArns/,
    production: "production alone",
  },
  {
    why: failover,
    place: /neon:index:Project/,
    setting: /allowedIps/,
    production: "production alone",
  },
  {
    why: failover,
    place: /neon:index:Project/,
    setting: /enableLogicalReplication/,
    production: "on",
  },
  {
    why: failover,
    place: /ManagedPrefixList/,
    setting: /^entries\.17\./,
    production: "production alone",
  },

  // Backups
  {
    why: longer,
    place: /backup\/plan/,
    setting: /^rules\.(?:continuous|weekly)\./,
    production: "production alone",
  },
  { why: longer, place: /backup\/plan/, setting: /copyActions/, production: "production alone" },
  { why: longer, place: /backup\/plan/, setting: /deleteAfter$/, production: "more" },
  { why: longer, place: /backup\/vaultLock/, setting: /^maxRetentionDays$/, production: "more" },
  {
    why: longer,
    place: /backups-copy|backups-role-copy|documents-repli/,
    setting: /^$/,
    production: "production alone",
  },
  { why: longer, place: /RestoreTesting/, setting: /^$/, production: "production alone" },
  {
    why: longer,
    place: /neon:index:SnapshotSchedule/,
    setting: /retentionSeconds$/,
    production: "more",
  },
  {
    why: longer,
    place: /neon:index:SnapshotSchedule/,
    setting: /^schedule\.weekly\./,
    production: "production alone",
  },
  {
    why: longer,
    place: /neon:index:Project/,
    setting: /^historyRetentionSeconds$/,
    production: "more",
  },
  { why: longer, place: /s3\/bucketLifecycle/, setting: /days$/i, production: "more" },
  { why: longer, place: /s3\/bucketObjectLock/, setting: /days$/, production: "more" },
  { why: longer, place: /r2BucketLock/, setting: /maxAgeSeconds$/, production: "more" },
  { why: longer, place: /logGroup/, setting: /^retentionInDays$/, production: "more" },

  // Guards
  { why: guarded, setting: /^protect$/, production: "on" },
  { why: guarded, place: /DestroyGuard/, setting: /^$/, production: "production alone" },
  { why: guarded, place: /s3\/bucket:/, setting: /^forceDestroy$/, production: "off" },
  { why: guarded, place: /loadBalancer/, setting: /^enableDeletionProtection$/, production: "on" },
  { why: guarded, place: /kms\/key/, setting: /^deletionWindowInDays$/, production: "more" },
  {
    why: guarded,
    place: /secretsmanager\/secret:/,
    setting: /^recoveryWindowInDays$/,
    production: "more",
  },
  {
    why: guarded,
    place: /vaultPolicy/,
    setting: /KeepRecoveryPoints\.Action/,
    production: "production alone",
  },

  // Zones
  {
    why: zones,
    place: /Network\$.*-[a-z]+-\d[c-f]\b/,
    setting: /^$/,
    production: "production alone",
  },
  {
    why: zones,
    setting: /(?:subnets|subnetIds|routeTableIds)\.\*$/,
    production: "production alone",
  },
  {
    why: zones,
    place: /natGateway/,
    setting: /^availabilityZoneAddresses\.2\./,
    production: "production alone",
  },

  // Size
  {
    why: larger,
    place: /appautoscaling\/target/,
    setting: /^(?:min|max)Capacity$/,
    production: "more",
  },
  { why: larger, place: /ecs\/service/, setting: /^desiredCount$/, production: "more" },
  { why: larger, place: /ecs\//, setting: /\.base$/, production: "more" },
  { why: larger, place: /budget/, setting: /^limitAmount$/, production: "more" },
  {
    why: larger,
    place: /neon:index:Project/,
    setting: /autoscalingLimit(?:Min|Max)Cu$/,
    production: "more",
  },
  {
    why: larger,
    place: /neon:index:Project/,
    setting: /suspendTimeoutSeconds$/,
    production: "less",
  },
  { why: larger, place: /hyperdrive/, setting: /^originConnectionLimit$/, production: "more" },
  {
    why: spot,
    place: /ecs\//,
    setting: /FARGATE_SPOT|capacityProviders|capacity\.1\./,
    production: "staging alone",
  },

  // Releases
  {
    why: canary,
    place: /ecs\/service/,
    setting: /^deploymentConfiguration\.(?:strategy|bakeTime)/,
    production: "other",
  },
  {
    why: canary,
    place: /ecs\/service/,
    setting: /canaryConfiguration|^alarms\./,
    production: "production alone",
  },
  { why: canary, place: /latency-increase/, setting: /^$/, production: "production alone" },
  {
    why: approved,
    place: /ecs\/service/,
    setting: /lifecycleHooks\.1\./,
    production: "production alone",
  },
  {
    why: approved,
    place: /cloudwatch\/event(?:Rule|Target).*-approval/,
    setting: /^$/,
    production: "production alone",
  },
  {
    why: approved,
    place: /DeploymentGate.*-approval/,
    setting: /^$/,
    production: "production alone",
  },
  {
    why: approved,
    place: /repositoryEnvironment:/,
    setting: /^preventSelfReview$/,
    production: "on",
  },
  { why: approved, place: /repositoryEnvironment:/, setting: /^waitTimer$/, production: "more" },
  {
    why: approved,
    place: /repositoryEnvironment:/,
    setting: /^reviewers/,
    production: "production alone",
  },
  { why: approved, place: /iam\/role:/, setting: /^maxSessionDuration$/, production: "more" },
  {
    why: approved,
    place: /-approve-(?:role|policy)$/,
    setting: /^$/,
    production: "production alone",
  },
  { why: refs, place: /DeploymentPolicy/, setting: /^$/, production: "other" },
  { why: refs, place: /pagesProject/, setting: /^productionBranch$/, production: "other" },

  // Operations
  { why: alerted, place: /TopicSubscription/, setting: /^$/, production: "production alone" },
  {
    why: alerted,
    place: /budget/,
    setting: /subscriberEmailAddresses/,
    production: "production alone",
  },
  {
    why: alerted,
    place: /OriginPulls.*notificationPolicy/,
    setting: /^mechanisms\.emails/,
    production: "production alone",
  },
  { why: alerted, place: /eventTarget/, setting: /^arn$/, production: "other" },
  {
    why: alerted,
    place: /SlackChannelConfiguration/,
    setting: /^slack(?:Channel|Team)Id$/,
    production: "other",
  },
  { why: stricter, place: /metricAlarm/, setting: /^threshold$/, production: "less" },
  { why: stricter, place: /metricAlarm/, setting: /^alarmDescription$/, production: "other" },
  { why: quieter, place: /worker/i, setting: /headSamplingRate$/, production: "less" },
  { why: quieter, setting: /LOG_LEVEL\.(?:text|value)$/, production: "other" },
  { why: quieter, setting: /SENTRY_SAMPLE_RATE\.(?:text|value)$/, production: "less" },

  // Names and addresses
  {
    why: addresses,
    place: /ec2\/(?:subnet|vpc):|securityGroupIngressRule/i,
    setting: /^cidr(?:Block|Ipv4)$/,
    production: "other",
  },
  { why: derived, place: /targetGroup/, setting: /^name$/, production: "other" },
  { why: derived, place: /CellCertificate.*DnsRecord/, setting: /^name$/, production: "other" },
  // The edge
  {
    why: admitted,
    place: /zeroTrustAccess(?:Application|Policy)/,
    setting: /^(?:|policies\..+|sessionDuration)$/,
    production: "other",
  },
  { why: tried, setting: /^rules\.\d+\.ratelimit\.requestsPerPeriod$/, production: "less" },
];

/** Why a difference is meant to be; `undefined` where nobody said. */
export function explanationOf(difference: Difference, place: string): string | undefined {
  return explanations.find((explanation) => explains(explanation, difference, place))?.why;
}

export function explains(
  { place: where, setting, production }: Explanation,
  difference: Difference,
  place: string,
): boolean {
  return (
    holds(production, difference) &&
    setting.test(difference.setting) &&
    (where?.test(place) ?? true)
  );
}

function holds(relation: Relation, { production, staging }: Difference): boolean {
  switch (relation) {
    case "more":
      return Number(production) > Number(staging);
    case "less":
      return Number(production) < Number(staging);
    case "on":
      return production === "true" && staging === "false";
    case "off":
      return production === "false" && staging === "true";
    case "production alone":
      return staging === undefined;
    case "staging alone":
      return production === undefined;
    case "other":
      return true;
  }
}
