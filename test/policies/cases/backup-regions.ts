import type { RuleCases } from "../support/cases";
import { type Declared, declaring, unknown } from "../support/declared";

const away = { provider: { region: "eu-west-3" } };
const home = { provider: { region: "eu-west-1" } };
const image = (region: string) =>
  `999999999999.dkr.ecr.${region}.amazonaws.com/acme-admin@sha256:00`;
const task = (region: string, more: Partial<Declared> = {}): Declared =>
  declaring("aws:ecs/taskDefinition:TaskDefinition")(
    { containerDefinitions: JSON.stringify([{ image: image(region) }]) },
    { ...away, ...more },
  );
const at = (type: string, name: string, props: object = {}): Declared =>
  declaring(type)({ ...props }, { name, ...home });
const from = { from: { containerDefinitions: ["source"] } };
const secret = (replicas: readonly object[]): Declared =>
  at("aws:secretsmanager/secret:Secret", "source", { replicas });
const advice =
  "Use what the recovery region has itself: a replica, or a repository, key, topic or endpoint of its own.";
const says = (what: string, type = "aws:ecs/taskDefinition:TaskDefinition"): string =>
  `region-require-independence: ${type} "subject" ${what} (BAK-25). ${advice}`;

export const regionCases: readonly RuleCases[] = [
  {
    rule: "region-require-independence",
    stack: "production",
    compliant: [
      { title: "an image of its own region", subject: task("eu-west-3") },
      { title: "home, which may name every region", subject: task("eu-west-3", home) },
      { title: "another region of a longer number", subject: task("eu-west-10") },
      {
        title: "a replica's key, made from the home region's once",
        subject: declaring("aws:kms/replicaKey:ReplicaKey")(
          { primaryKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/mrk-1" },
          { ...away, from: { primaryKeyArn: ["source"] } },
        ),
        around: [at("aws:kms/key:Key", "source")],
      },
      {
        title: "a secret that is replicated there",
        subject: task("eu-west-3", from),
        around: [secret([{ region: "eu-central-1" }, { region: "eu-west-3" }])],
      },
      {
        title: "the version that a replicated secret waits for",
        subject: task("eu-west-3", from),
        around: [at("aws:secretsmanager/secretVersion:SecretVersion", "source")],
      },
      {
        title: "a database's roles, made from home",
        subject: task("eu-west-3", from),
        around: [at("aws:lambda/invocation:Invocation", "source")],
      },
      {
        title: "a role, which is in all regions",
        subject: task("eu-west-3", from),
        around: [at("aws:iam/role:Role", "source")],
      },
      {
        title: "an alarm on what is replicated from home",
        subject: declaring("aws:cloudwatch/metricAlarm:MetricAlarm")(
          { metricQueries: [] },
          { ...away, from: { metricQueries: ["source"] } },
        ),
        around: [at("aws:s3/bucket:Bucket", "source")],
      },
      {
        title: "what no region has",
        subject: task("eu-west-3", from),
        around: [declaring("random:index/randomPassword:RandomPassword")({}, { name: "source" })],
      },
    ],
    violating: [
      {
        title: "an image of the home region's registry",
        subject: task("eu-west-1"),
        message: says("names eu-west-1 in containerDefinitions"),
      },
      {
        title: "a zone of the home region",
        subject: declaring("aws:ec2/subnet:Subnet")({ availabilityZone: "eu-west-1a" }, away),
        message: says("names eu-west-1 in availabilityZone", "aws:ec2/subnet:Subnet"),
      },
      {
        title: "a replica's key that the home region's logs may use",
        subject: declaring("aws:kms/replicaKey:ReplicaKey")(
          { primaryKeyArn: "eu-west-1", policy: '{"Service":"logs.eu-west-1.amazonaws.com"}' },
          away,
        ),
        message: says("names eu-west-1 in policy", "aws:kms/replicaKey:ReplicaKey"),
      },
      {
        title: "an alarm of the other region by its own setting",
        subject: declaring("aws:cloudwatch/metricAlarm:MetricAlarm")(
          { region: "eu-west-3", alarmActions: ["arn:aws:sns:eu-west-1:333333333333:critical"] },
          home,
        ),
        message: says("names eu-west-1 in alarmActions", "aws:cloudwatch/metricAlarm:MetricAlarm"),
      },
      {
        title: "a bucket of the home region, whose ARN names none",
        subject: task("eu-west-3", from),
        around: [at("aws:s3/bucket:Bucket", "source")],
        message: says(
          'makes containerDefinitions from aws:s3/bucket:Bucket "source" of another region',
        ),
      },
      {
        title: "a bucket of the home region, before its name is known",
        subject: task("eu-west-3", { ...from, props: { containerDefinitions: unknown } }),
        around: [at("aws:s3/bucket:Bucket", "source")],
        message: says(
          'makes containerDefinitions from aws:s3/bucket:Bucket "source" of another region',
        ),
      },
      {
        title: "a secret without a replica there",
        subject: task("eu-west-3", from),
        around: [secret([{ region: "eu-central-1" }])],
        message: says(
          'makes containerDefinitions from aws:secretsmanager/secret:Secret "source" of another region',
        ),
      },
      {
        title: "a key that is made from more than its origin",
        subject: declaring("aws:kms/replicaKey:ReplicaKey")(
          { primaryKeyArn: "x", policy: "{}" },
          { ...away, from: { primaryKeyArn: ["source"], policy: ["source"] } },
        ),
        around: [at("aws:kms/key:Key", "source")],
        message: says(
          'makes policy from aws:kms/key:Key "source" of another region',
          "aws:kms/replicaKey:ReplicaKey",
        ),
      },
      {
        title: "a region that the environment does not have",
        subject: task("eu-west-3", { provider: { region: "eu-central-1" } }),
        message:
          'region-require-independence: aws:ecs/taskDefinition:TaskDefinition "subject" stands in eu-central-1, and production has eu-west-1 and eu-west-3 only (BAK-25). Move it, or add the region to regions in policies/environments.yaml.',
      },
      {
        title: "a provider of another region",
        subject: declaring("pulumi:providers:aws")({ region: "us-east-1" }, { provider: null }),
        message:
          'region-require-independence: pulumi:providers:aws "subject" stands in us-east-1, and production has eu-west-1 and eu-west-3 only (BAK-25). Move it, or add the region to regions in policies/environments.yaml.',
      },
    ],
    notApplicable: [
      {
        title: "another vendor's",
        subject: declaring("cloudflare:index/r2Bucket:R2Bucket")({ location: "weur" }, away),
      },
      { title: "without a region", subject: task("eu-west-1", { provider: {} }) },
    ],
    needs: [],
    awaits: ["containerDefinitions"],
  },
];
