/**
 * List prices in USD, on demand and without tax, as they were known on `pricesReadOn`: AWS's of Fargate, VPC, Elastic Load
 * Balancing, CloudWatch, KMS and Secrets Manager, Cloudflare's plans, Neon's plan Scale. The first hour holds them against the
 * vendors' own lists (docs/runbooks/first-hour.md). Who has other terms writes them here.
 */
export const pricesReadOn = "2026-11-30";

export const hoursPerMonth = 730;

/** Per hour. */
export interface RegionPrices {
  readonly cpu: Readonly<Record<string, number>>;
  readonly gigabyte: Readonly<Record<string, number>>;
  readonly loadBalancer: number;
  /** In one zone. */
  readonly natGateway: number;
  /** In one subnet. */
  readonly endpoint: number;
}

// prettier-ignore
export const regionPrices: Readonly<Record<string, RegionPrices>> = {
  "eu-central-1": region([0.04656, 0.00511],  [0.03725, 0.00409],  { loadBalancer: 0.027,   natGateway: 0.052, endpoint: 0.012 }),
  "eu-west-1":    region([0.04048, 0.004445], [0.03238, 0.00356],  { loadBalancer: 0.0252,  natGateway: 0.048, endpoint: 0.011 }),
  "eu-west-3":    region([0.0486,  0.0053],   [0.03888, 0.00424],  { loadBalancer: 0.02646, natGateway: 0.05,  endpoint: 0.011 }),
  "us-east-1":    region([0.04048, 0.004445], [0.03238, 0.00356],  { loadBalancer: 0.0225,  natGateway: 0.045, endpoint: 0.01 }),
};

/** What a task on Spot costs of one on demand; AWS moves it with supply. */
export const spotShare = 0.3;

/** Per month, in every region. */
export const prices = {
  address: 0.005 * hoursPerMonth,
  key: 1,
  secret: 0.4,
  /** Of each metric that an alarm reads. */
  alarmMetric: 0.1,
  /** Cloudflare's plan Pro, by the month. */
  zone: 25,
  /** Cloudflare's, with two origins. */
  edgeBalancer: 5,
  /** Neon's, of a compute unit that never sleeps. */
  computeUnit: 0.222 * hoursPerMonth,
} as const;

type Processor = readonly [cpu: number, gigabyte: number];

function region(
  [cpu, gigabyte]: Processor,
  [armCpu, armGigabyte]: Processor,
  rest: Pick<RegionPrices, "loadBalancer" | "natGateway" | "endpoint">,
): RegionPrices {
  return {
    cpu: { X86_64: cpu, ARM64: armCpu },
    gigabyte: { X86_64: gigabyte, ARM64: armGigabyte },
    ...rest,
  };
}
