import type { Tier } from "../environments";

/** Why staging lacks controls of production on purpose, or production those of staging. */
interface Explanation {
  readonly why: string;
  /** The kind: types of what it stands in, its own, and its name there. */
  readonly kind: RegExp;
  /** The control; a kind that staging has none of is an empty one. */
  readonly control: RegExp;
}

const failover = "production can move to a second region in five minutes (BAK-12)";
const longer = "production's data is kept longer than staging's (BAK-1, BAK-5)";
const guarded = "what holds production's data can't be deleted by mistake (PRC-10)";
const canary = "production's visitors meet a new revision a few at a time (REL-2)";
const approved = "two people approve what production runs (PIP-5)";
const refs = "each environment is deployed from its own branches and tags (PIP-2, PIP-3)";
const quieter = "production logs less of much more traffic (OBS-25)";
const admitted =
  "production lets in fewer people, on more conditions and for a shorter time (ACC-17)";
const chosen = "settings say whether there is one, what it is called and where it lies (ENV-9)";

/** What a whole kind is missing for. */
const whole = /^$/;

/** A test wants every reason to explain something in the sample's stacks. */
export const explanations: readonly Explanation[] = [
  { why: failover, kind: /RegionFailover|dnsRecord:DnsRecord recovery$/, control: whole },
  { why: failover, kind: /dnsRecord:DnsRecord live$/, control: /^proxied: / },
  { why: failover, kind: /kms\/key:Key/, control: /^multiRegion: true$/ },
  { why: failover, kind: /secretsmanager\/secret:Secret/, control: /^replicas\./ },
  { why: failover, kind: /neon:index:Project/, control: /enableLogicalReplication: true$/ },

  { why: longer, kind: /backup\/plan:Plan/, control: /^rules\.(?:continuous|weekly)\.|copyAction/ },
  {
    why: longer,
    kind: /taskDefinition:TaskDefinition/,
    control: /BACKUP_JOB\.value\.rules\.weekly\./,
  },
  { why: longer, kind: /RestoreTesting|role-copy$|ObjectStoreReplication/, control: whole },
  { why: longer, kind: /neon:index:SnapshotSchedule/, control: /^schedule\.weekly\./ },

  { why: guarded, kind: /./, control: /^(?:protect: true|forceDestroy: false)$/ },
  { why: guarded, kind: /DestroyGuard/, control: whole },
  { why: guarded, kind: /loadBalancer:LoadBalancer/, control: /^enableDeletionProtection: true$/ },
  {
    why: guarded,
    kind: /vaultPolicy:VaultPolicy|PermissionsBoundary\$/,
    control: /\.(?:KeepRecoveryPoints|NoOpenedVaultOrLock)\.Action\.\*: backup:/,
  },

  { why: canary, kind: /ecs\/service:Service/, control: /canaryConfiguration|strategy: CANARY$/ },
  { why: canary, kind: /metricAlarm:MetricAlarm latency-increase/, control: whole },

  {
    why: approved,
    kind: /ecs\/service:Service/,
    control: /lifecycleHooks\.\*\.(?:targetType: PAUSE|timeoutConfiguration\.)/,
  },
  {
    why: approved,
    kind: /event(?:Rule|Target).* approval|approve-(?:role|policy)$/,
    control: whole,
  },
  {
    why: approved,
    kind: /repositoryEnvironment:/,
    control: /^(?:preventSelfReview: true|reviewers\.)/,
  },
  { why: admitted, kind: /zeroTrustAccessPolicy/, control: whole },
  { why: admitted, kind: /zeroTrustAccessApplication/, control: /^sessionDuration: / },
  { why: refs, kind: /repositoryEnvironmentDeploymentPolicy:/, control: whole },
  { why: refs, kind: /pagesProject:PagesProject/, control: /^productionBranch: / },

  { why: chosen, kind: /SlackChannelConfiguration|slack-role|TopicSubscription/, control: whole },
  { why: chosen, kind: /SlackChannelConfiguration/, control: /^slack(?:Channel|Team)Id: / },
  {
    why: chosen,
    kind: /ObjectStore$|neon:Database(?:Backups)?$| migration-secret$/,
    control: whole,
  },
  {
    why: chosen,
    kind: /taskDefinition:TaskDefinition/,
    control: /BACKUP_JOB\.value\.recipients\./,
  },
  { why: chosen, kind: /r2Bucket:R2Bucket/, control: /^location: / },
  // Tasks whose number is fixed follow no load.
  { why: chosen, kind: /policy:Policy scale-(?:cpu|requests)$/, control: whole },
  { why: chosen, kind: /ContainerService$/, control: /^part .* scale-(?:cpu|requests)$/ },
  // One cell of an environment proves its hosts, whichever there are.
  { why: chosen, kind: /CellCertificate$/, control: /^part .* challenge-/ },
  {
    why: chosen,
    kind: /neon:index:(?:Database|Project)|hyperdrive/,
    control: /^(?:name|defaultBranch\.databaseName|origin\.database|regionId): /,
  },
  {
    why: quieter,
    kind: /workerVersion:|taskDefinition:/,
    control: /\.LOG_LEVEL\.(?:text|value): /,
  },
];

/** What staging alone has on purpose. */
export const ofStaging: readonly Explanation[] = [
  { why: guarded, kind: /./, control: /EmptyBuckets|^forceDestroy: true$/ },
  { why: guarded, kind: /loadBalancer:LoadBalancer/, control: /^enableDeletionProtection: false$/ },
  { why: canary, kind: /ecs\/service:Service/, control: /strategy: BLUE_GREEN$/ },
  {
    why: failover,
    kind: /kms\/key|neon:index:Project/,
    control: /(?:multiRegion|Replication): false$/,
  },
  { why: "production's tasks are not taken away (COST-6)", kind: /ecs\//, control: /FARGATE_SPOT/ },
];

/** Why a control of a tier's is lacking in the other; `undefined` where nobody said. */
export function explanationOf(tier: Tier, kindName: string, of: string): string | undefined {
  const own = tier === "production" ? [] : ofStaging;
  return [...own, ...explanations].find(
    ({ kind, control }) => kind.test(kindName) && control.test(of),
  )?.why;
}
