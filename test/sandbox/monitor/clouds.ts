import type { CloudObject, Shelf } from "../../../sandbox/cloud/object-store";
import type { ModelValues } from "../../../sandbox/model";

/** An object that a test puts into the clouds: its type, its name, and its properties, its id among them. */
export type Declared = readonly [type: string, name: string, properties: ModelValues];

/** Something that may not be used without something else, and what the monitor says then. */
interface Case {
  readonly invariant: string;
  readonly user: readonly Declared[];
  /** The last of them is what is missing. */
  readonly needs: readonly Declared[];
  readonly what: string;
}

export const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const record = "cloudflare:index/dnsRecord:DnsRecord";
const target = "aws:appautoscaling/target:Target";
const service = "aws:ecs/service:Service";

export function objectOf([type, name, { id = name, ...properties }]: Declared): CloudObject {
  const urn = `urn:pulumi:s::p::${type}::${name}`;
  return { id: String(id), type, urn, generation: 1, inputs: [], properties };
}

export function shelfOf([type, , { region = "eu-west-1" }]: Declared): Shelf {
  return { type, accountId: "111111111111", region: String(region) };
}

function cname(name: string, host: string, content: string, proxied: boolean): Declared {
  return [record, name, { name: host, content, type: "CNAME", proxied }];
}

export const live = (cell: string): Declared =>
  cname("live", "live.acme.test", `${cell}.acme.test`, false);

export const scaling = (cell: string, minCapacity: number): Declared => [
  target,
  `${cell}-scale`,
  { resourceId: `service/${cell}/admin`, minCapacity, maxCapacity: minCapacity * 2 },
];

/** A cell with a service `admin`, from its load balancer to its tasks. */
function cellOf(cell: string, tasks: number): readonly Declared[] {
  return [
    ["aws:lb/loadBalancer:LoadBalancer", `${cell}-lb`, { dnsName: `${cell}.elb`, name: cell }],
    ["aws:lb/listener:Listener", `${cell}-listener`, { loadBalancerArn: `${cell}-lb` }],
    [
      "aws:lb/listenerRule:ListenerRule",
      `${cell}-rule`,
      {
        listenerArn: `${cell}-listener`,
        conditions: [{ hostHeader: { values: ["admin.acme.test"] } }],
        actions: [{ type: "forward", targetGroupArn: `${cell}-group` }],
      },
    ],
    cname(`${cell}-record`, `${cell}.acme.test`, `${cell}.elb`, false),
    [
      service,
      `${cell}-service`,
      {
        id: `arn:aws:ecs:eu-west-1:111111111111:service/${cell}/admin`,
        name: `${cell}-admin`,
        desiredCount: tasks,
        waitForSteadyState: true,
        loadBalancers: [{ targetGroupArn: `${cell}-group` }],
      },
    ],
    scaling(cell, tasks),
  ];
}

const admin = cname("admin", "admin.acme.test", "live.acme.test", true);

/** Blue serves, green stands at no task. */
export const twoCells: readonly Declared[] = [
  ...cellOf("blue", 2),
  ...cellOf("green", 0),
  live("blue"),
  admin,
];

/** A Worker whose one version gets this share of its requests. */
export function worker(percentage: number): readonly Declared[] {
  return [
    ["cloudflare:index/worker:Worker", "worker", { name: "shop" }],
    ["cloudflare:index/workerVersion:WorkerVersion", "version", { workerId: "worker" }],
    [
      "cloudflare:index/workersDeployment:WorkersDeployment",
      "deployment",
      { scriptName: "shop", versions: [{ versionId: "version", percentage }] },
    ],
  ];
}

export function bucketPolicy(bucket: string, principal: string): Declared {
  const statement = { Effect: "Allow", Principal: { AWS: principal }, Action: "s3:GetObject" };
  return [policyType, bucket, { bucket, policy: JSON.stringify({ Statement: [statement] }) }];
}

/** A service with one container. */
function task(container: ModelValues): readonly Declared[] {
  const containerDefinitions = JSON.stringify([container]);
  return [
    ["aws:ecs/taskDefinition:TaskDefinition", "task", { arn: "task:1", containerDefinitions }],
    [service, "tasks", { taskDefinition: "task:1", desiredCount: 1 }],
  ];
}

const bucket: Declared = [
  "aws:s3/bucket:Bucket",
  "files",
  { bucket: "files", tags: { backup: "acme-files" } },
];
const logs: Declared = ["aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/ecs/admin" }];
const logging = { logConfiguration: { options: { "awslogs-group": "/ecs/admin" } } };
const storing = { ...logging, environment: [{ name: "BUCKET", value: "files" }] };
const selection: Declared = [
  "aws:backup/selection:Selection",
  "selection",
  { conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "acme-files" }] }] },
];
const settings: readonly Declared[] = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketVersioning:BucketVersioning",
].map((type) => [type, type.slice(-9), { bucket: "files", policy: "{}" }]);
const issuer = "token.actions.githubusercontent.com";
const trust = {
  Effect: "Allow",
  Condition: { StringEquals: { [`${issuer}:sub`]: ["repo:acme@1/shop@2:environment:live"] } },
};
const project: Declared = ["neon:index:Project", "project", { name: "acme", host: "db.test" }];

const application: Declared = [
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
  "login",
  { aud: "audience", destinations: [{ uri: "admin.acme.test" }, { uri: "acme.test/shop/*" }] },
];
const knowing = { ...logging, environment: [{ name: "LOGIN_AUDIENCE", value: "audience" }] };

/** The service `admin`, which knows by whose login people come to it, up to its load balancer. */
const knowingCell: readonly Declared[] = [
  logs,
  ...task(knowing).slice(0, 1),
  ...cellOf("blue", 2).map(([type, name, properties]): Declared =>
    type === service
      ? [type, name, { ...properties, taskDefinition: "task:1" }]
      : [type, name, properties],
  ),
  live("blue"),
];

const knowingWorker: readonly Declared[] = worker(100).map(([type, name, properties]): Declared =>
  name === "version"
    ? [type, name, { ...properties, bindings: [{ name: "LOGIN_AUDIENCE", text: "audience" }] }]
    : [type, name, properties],
);

const copyActions = [
  { destinationVaultArn: "arn:aws:backup:eu-west-3:111111111111:backup-vault:acme" },
];

/** A listener that asks callers for a certificate of the authority `ours`. */
const asking: readonly Declared[] = [
  [
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "authority",
    { bucket: "trust", key: "authority.pem", content: "ours" },
  ],
  [
    "aws:lb/trustStore:TrustStore",
    "store",
    { caCertificatesBundleS3Bucket: "trust", caCertificatesBundleS3Key: "authority.pem" },
  ],
  [
    "aws:lb/listener:Listener",
    "asking",
    {
      loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/blue/1",
      mutualAuthentication: { mode: "verify", trustStoreArn: "store" },
    },
  ],
];
const issued: Declared = [
  "tls:index/locallySignedCert:LocallySignedCert",
  "issued",
  { certPem: "leaf", caCertPem: "ours" },
];
const pulls = "cloudflare:index/authenticatedOriginPulls";
const inZone: readonly Declared[] = [
  issued,
  [
    `${pulls}Certificate:AuthenticatedOriginPullsCertificate`,
    "zone",
    { zoneId: "z", certificate: "leaf" },
  ],
  [`${pulls}Settings:AuthenticatedOriginPullsSettings`, "on", { zoneId: "z", enabled: true }],
];
const forHosts: readonly Declared[] = [
  issued,
  [
    `${pulls}HostnameCertificate:AuthenticatedOriginPullsHostnameCertificate`,
    "hosts",
    { certificate: "leaf" },
  ],
  [`${pulls}:AuthenticatedOriginPulls`, "host", { configs: [{ certId: "hosts", enabled: true }] }],
];

export const cases: readonly Case[] = [
  {
    invariant: "names-lead-somewhere",
    user: [admin],
    needs: [...cellOf("blue", 2), live("blue")],
    what: "admin.acme.test leads to live.acme.test, and nothing has that name",
  },
  {
    invariant: "names-lead-somewhere",
    user: [live("blue"), admin],
    needs: cellOf("blue", 2)
      .filter(([type]) => type !== target)
      .slice()
      .reverse()
      .sort(serviceLast),
    what: "admin.acme.test leads to the load balancer blue, behind which no service has that name",
  },
  {
    invariant: "names-lead-somewhere",
    user: [cname("www", "www.acme.test", "acme.pages.dev", true)],
    needs: [
      [
        "cloudflare:index/pagesProject:PagesProject",
        "site",
        { name: "site", subdomain: "acme.pages.dev" },
      ],
      [
        "cloudflare:index/pagesDomain:PagesDomain",
        "www-domain",
        { name: "www.acme.test", projectName: "site" },
      ],
    ],
    what: "www.acme.test leads to the site site, which does not know that name",
  },
  {
    invariant: "worker-serves",
    user: [["cloudflare:index/workersRoute:WorkersRoute", "route", { script: "shop" }]],
    needs: worker(100),
    what: "route leads to the Worker shop, of which nothing is deployed",
  },
  {
    invariant: "worker-serves",
    user: worker(100).slice(2),
    needs: worker(100).slice(0, 2),
    what: "shop serves by the version version, which does not exist",
  },
  {
    invariant: "login-before-visitors",
    user: [...knowingCell, admin],
    needs: [application],
    what: "admin.acme.test leads to what asks for a login, and none stands before it",
  },
  {
    invariant: "login-before-visitors",
    user: [
      ...knowingWorker,
      [
        "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
        "domain",
        { service: "shop", hostname: "admin.acme.test" },
      ],
    ],
    needs: [application],
    what: "admin.acme.test leads to what asks for a login, and none stands before it",
  },
  {
    invariant: "login-before-visitors",
    user: [
      ...knowingWorker,
      [
        "cloudflare:index/workersRoute:WorkersRoute",
        "route",
        { script: "shop", pattern: "acme.test/shop/*" },
      ],
    ],
    needs: [application],
    what: "acme.test/shop/* leads to what asks for a login, and none stands before it",
  },
  {
    invariant: "bucket-closed",
    user: [bucketPolicy("files", "*")],
    needs: [
      [
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "block",
        { bucket: "files", restrictPublicBuckets: true, blockPublicPolicy: true },
      ],
    ],
    what: "the policy of the bucket files admits everybody",
  },
  {
    invariant: "bucket-before-data",
    user: task(storing),
    needs: [logs, selection, bucket, ...settings],
    what: "the bucket files takes data and has no versioning",
  },
  ...Object.entries({
    "aws:lb/loadBalancer:LoadBalancer": { accessLogs: { bucket: "files" } },
    "aws:s3/bucketObjectv2:BucketObjectv2": { bucket: "files" },
    "aws:s3/bucketLogging:BucketLogging": { targetBucket: "files" },
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
      rules: [{ destination: { bucket: "arn:aws:s3:::files" } }],
    },
  }).map(([type, properties]): Case => ({
    invariant: "bucket-before-data",
    user: [[type, "writer", properties]],
    needs: [selection, bucket, ...settings],
    what: "the bucket files takes data and has no versioning",
  })),
  {
    invariant: "backup-before-data",
    user: task(storing),
    needs: [logs, bucket, ...settings, selection],
    what: "the bucket files takes data and no backup selects it",
  },
  {
    invariant: "vault-before-backups",
    user: [["aws:backup/plan:Plan", "plan", { rules: [{ targetVaultName: "acme" }] }]],
    needs: [["aws:backup/vaultPolicy:VaultPolicy", "policy", { backupVaultName: "acme" }]],
    what: "backups go into the vault acme in eu-west-1, which has no policy",
  },
  {
    invariant: "vault-before-backups",
    user: [["aws:backup/plan:Plan", "plan", { rules: [{ targetVaultName: "acme", copyActions }] }]],
    needs: [
      ["aws:backup/vaultPolicy:VaultPolicy", "policy", { backupVaultName: "acme" }],
      [
        "aws:backup/vaultPolicy:VaultPolicy",
        "copies",
        { backupVaultName: "acme", region: "eu-west-3" },
      ],
    ],
    what: "backups go into the vault acme in eu-west-3, which has no policy",
  },
  {
    invariant: "snapshots-before-data",
    user: [
      [
        "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
        "pool",
        { origin: { host: "db.test" } },
      ],
    ],
    needs: [project, ["neon:index:SnapshotSchedule", "snapshots", { projectId: "project" }]],
    what: "the database acme takes data and has no snapshots",
  },
  {
    invariant: "snapshots-before-data",
    user: [
      [
        "aws:secretsmanager/secretVersion:SecretVersion",
        "url",
        { secretId: "secret", secretString: "postgresql://app:x@db.test/app" },
      ],
      ...task({ ...logging, secrets: [{ name: "DATABASE_URL", valueFrom: "secret" }] }),
    ],
    needs: [logs, project, ["neon:index:SnapshotSchedule", "snapshots", { projectId: "project" }]],
    what: "the database acme takes data and has no snapshots",
  },
  ...[inZone, forHosts].map((needs) => ({
    invariant: "edge-before-verification",
    user: asking,
    needs,
    what: "the load balancer blue/1 asks its callers for a certificate, and Cloudflare presents none that it trusts",
  })),
  {
    invariant: "log-before-writer",
    user: task(logging),
    needs: [logs],
    what: "the log /ecs/admin in eu-west-1 has a writer and was not made for it",
  },
  {
    invariant: "log-before-writer",
    user: [["aws:lambda/function:Function", "verify", { name: "verify" }]],
    needs: [["aws:cloudwatch/logGroup:LogGroup", "log", { name: "/aws/lambda/verify" }]],
    what: "the log /aws/lambda/verify in eu-west-1 has a writer and was not made for it",
  },
  {
    invariant: "log-before-writer",
    user: [["aws:lambda/function:Function", "verify", { name: "verify", region: "eu-west-3" }]],
    needs: ["eu-west-1", "eu-west-3"].map((region) => [
      "aws:cloudwatch/logGroup:LogGroup",
      region,
      { name: "/aws/lambda/verify", region },
    ]),
    what: "the log /aws/lambda/verify in eu-west-3 has a writer and was not made for it",
  },
  {
    invariant: "log-before-writer",
    user: [
      [
        "aws:ec2/flowLog:FlowLog",
        "flow",
        { logDestination: "arn:aws:logs:eu-west-1:111111111111:log-group:/vpc/acme" },
      ],
    ],
    needs: [["aws:cloudwatch/logGroup:LogGroup", "log", { name: "/vpc/acme" }]],
    what: "the log /vpc/acme in eu-west-1 has a writer and was not made for it",
  },
  {
    invariant: "gate-before-role",
    user: [
      ["aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", {}],
      [
        "aws:iam/role:Role",
        "role",
        { name: "acme-deploy", assumeRolePolicy: JSON.stringify({ Statement: [trust] }) },
      ],
    ],
    needs: [
      [
        "github:index/repositoryEnvironment:RepositoryEnvironment",
        "gate",
        {
          repository: "shop",
          environment: "live",
          deploymentBranchPolicy: { customBranchPolicies: true },
        },
      ],
    ],
    what: "jobs of GitHub's environment live get the role acme-deploy, and nothing guards that environment",
  },
];

function serviceLast([one]: Declared, [other]: Declared): number {
  return Number(one === service) - Number(other === service);
}
