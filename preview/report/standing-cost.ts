import { hoursPerMonth, prices, regionPrices, spotShare, type RegionPrices } from "./prices";
import type { StackReport, StandingCost, Value, Values } from "./report";

interface Where {
  readonly regional: RegionPrices;
  /** Task definitions' inputs, by ARN. */
  readonly tasks: ReadonlyMap<string, Values>;
}

interface Priced {
  readonly kind: string;
  /** USD a month. */
  readonly priceOf: (inputs: Values, where: Where) => number;
}

const fixed = (kind: string, usd: number): Priced => ({ kind, priceOf: () => usd });
const hourly = (kind: string, priceOf: Priced["priceOf"]): Priced => ({
  kind,
  priceOf: (inputs, where) => priceOf(inputs, where) * hoursPerMonth,
});

const awsProvider = "pulumi:providers:aws";
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

const priced: Readonly<Record<string, Priced>> = {
  "aws:ecs/service:Service": hourly("containers", priceOfTasks),
  "aws:ec2/natGateway:NatGateway": hourly(
    "NAT gateways",
    ({ availabilityZoneAddresses }, { regional }) =>
      regional.natGateway * Math.max(1, list(availabilityZoneAddresses).length),
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": hourly(
    "VPC endpoints",
    ({ subnetIds }, { regional }) => regional.endpoint * list(subnetIds).length,
  ),
  "aws:lb/loadBalancer:LoadBalancer": {
    kind: "load balancers",
    priceOf: ({ internal, subnets }, { regional }) =>
      regional.loadBalancer * hoursPerMonth +
      (internal === true ? 0 : prices.address * list(subnets).length),
  },
  "aws:ec2/eip:Eip": fixed("public addresses", prices.address),
  "aws:kms/key:Key": fixed("keys", prices.key),
  "aws:kms/replicaKey:ReplicaKey": fixed("keys", prices.key),
  "aws:secretsmanager/secret:Secret": fixed("secrets", prices.secret),
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    kind: "alarms",
    priceOf: ({ metricQueries }) => {
      const read = list(metricQueries).filter((query) => fields(query).metric !== undefined);
      return prices.alarmMetric * Math.max(1, read.length);
    },
  },
  "cloudflare:index/zoneDnssec:ZoneDnssec": fixed("zone", prices.zone),
  "cloudflare:index/loadBalancer:LoadBalancer": fixed("edge's load balancer", prices.edgeBalancer),
  "neon:index:Project": {
    kind: "database",
    priceOf: ({ defaultEndpointSettings }) => {
      const { autoscalingLimitMinCu, suspendTimeoutSeconds } = fields(defaultEndpointSettings);
      return suspendTimeoutSeconds === -1 ? prices.computeUnit * amount(autoscalingLimitMinCu) : 0;
    },
  },
};

export function standingCost({ resources }: StackReport): StandingCost {
  const regions = new Map(
    resources
      .filter(({ type }) => type === awsProvider)
      .map(({ urn, inputs }) => [urn, text(inputs.region)]),
  );
  const tasks = new Map(
    resources
      .filter(({ type }) => type === taskDefinition)
      .map(({ inputs, outputs }) => [text(outputs.arn), inputs]),
  );
  const usd = new Map<string, number>();
  const unpriced = new Set<string>();
  for (const { type, inputs, provider } of resources) {
    const found = priced[type];
    if (found === undefined) continue;
    const region = regions.get(provider?.slice(0, provider.lastIndexOf("::")) ?? "");
    const regional = region === undefined ? nowhere : regionPrices[region];
    if (regional === undefined) unpriced.add(region ?? "");
    else {
      usd.set(found.kind, (usd.get(found.kind) ?? 0) + found.priceOf(inputs, { regional, tasks }));
    }
  }
  const items = [...usd]
    .map(([kind, sum]) => ({ kind, usd: cents(sum) }))
    .filter((item) => item.usd > 0)
    .sort((a, b) => b.usd - a.usd || (a.kind < b.kind ? -1 : 1));
  return {
    usd: cents(items.reduce((sum, item) => sum + item.usd, 0)),
    items,
    unpricedRegions: [...unpriced].sort(),
  };
}

/** Of what no region of AWS has a part in. */
const nowhere: RegionPrices = {
  cpu: {},
  gigabyte: {},
  loadBalancer: 0,
  natGateway: 0,
  endpoint: 0,
};

/** Of the tasks that are declared: those of the strategy's base, and the others by weight. */
function priceOfTasks(inputs: Values, { regional, tasks }: Where): number {
  const { cpu, memory, runtimePlatform } = tasks.get(text(inputs.taskDefinition)) ?? {};
  const processor = text(fields(runtimePlatform).cpuArchitecture) || "X86_64";
  const each =
    ((regional.cpu[processor] ?? 0) * amount(cpu) +
      (regional.gigabyte[processor] ?? 0) * amount(memory)) /
    1024;
  const desired = amount(inputs.desiredCount);
  const strategy = list(inputs.capacityProviderStrategies)
    .map(fields)
    .map(({ capacityProvider, base, weight }) => ({
      price: capacityProvider === "FARGATE_SPOT" ? spotShare : 1,
      base: Math.min(desired, amount(base)),
      weight: amount(weight),
    }));
  const rest = desired - strategy.reduce((sum, { base }) => sum + base, 0);
  const weights = strategy.reduce((sum, { weight }) => sum + weight, 0);
  const counted = strategy.reduce(
    (sum, { price, base, weight }) => sum + price * (base + (rest * weight) / (weights || 1)),
    0,
  );
  return each * (strategy.length === 0 ? desired : counted);
}

const cents = (usd: number): number => Math.round(usd * 100) / 100;
const amount = (value: Value | undefined): number => Math.max(0, Number(value) || 0);
const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function fields(value: Value | undefined): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Values)
    : {};
}
