import { expect } from "chai";
import { recordService } from "../../support/container-service";
import {
  absences,
  evaluate,
  type Absence,
  type Points,
} from "../../../policies/series/metric-math";
import type { Recorded } from "../../support/record";

const type = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** What the load balancer reports of a target group in each minute; a number stands for every minute. */
interface Traffic {
  readonly requests?: number | Points;
  readonly errors?: number | Points;
  readonly unhealthy?: number;
  readonly p95?: number;
  readonly p99?: number;
}

const metricNames: Readonly<Record<string, keyof Traffic>> = {
  RequestCount: "requests",
  HTTPCode_Target_5XX_Count: "errors",
  UnHealthyHostCount: "unhealthy",
};

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: {
    readonly metricName: string;
    readonly stat: string;
    readonly dimensions: { readonly TargetGroup: string };
  };
}

/** The alarms that go off, without the service's name. */
function alarmed(
  recorded: Recorded,
  sides: Readonly<Record<"blue" | "green", Traffic>>,
  absence: Absence,
): readonly string[] {
  const groups = (["blue", "green"] as const).map((side) => ({
    traffic: sides[side],
    suffix: recorded.one("aws:lb/targetGroup:TargetGroup", `admin-${side}`).outputs.arnSuffix,
  }));
  return recorded
    .ofType(type)
    .filter(({ name }) => {
      const alarm = recorded.inputs(type, name);
      const periods = Number(alarm.evaluationPeriods);
      const queries = alarm.metricQueries as readonly Query[];
      const series: Record<string, Points> = {};
      for (const { id, metric } of queries) {
        if (metric === undefined) continue;
        const { traffic } =
          groups.find(({ suffix }) => suffix === metric.dimensions.TargetGroup) ?? {};
        const key = metricNames[metric.metricName] ?? (metric.stat as "p95" | "p99");
        const value = traffic?.[key];
        series[id] = typeof value === "object" ? value : Array<typeof value>(periods).fill(value);
      }
      const expression = queries.find((query) => query.expression !== undefined)?.expression ?? "";
      const values = evaluate(expression, series, periods, absence);
      const breaching = values.filter(
        (value) => value !== undefined && value > Number(alarm.threshold),
      );
      return breaching.length >= Number(alarm.datapointsToAlarm);
    })
    .map(({ name }) => name.replace(/^admin-/, ""));
}

const well: Traffic = { requests: 400, unhealthy: 0, p95: 0.2, p99: 0.4 };
const failing: Traffic = { ...well, errors: 40 };
const slow: Traffic = { ...well, p95: 3, p99: 6 };
const canary: Traffic = { ...well, requests: 25 };
const failsOf = (side: string) => [`error-rate-${side}`, `availability-${side}`];

const cases: readonly {
  readonly title: string;
  readonly blue: Traffic;
  readonly green: Traffic;
  readonly goesOff: readonly string[];
}[] = [
  { title: "no traffic", blue: {}, green: {}, goesOff: [] },
  {
    title: "one side that is well, and one that never had traffic",
    blue: well,
    green: {},
    goesOff: [],
  },
  { title: "two sides that are well", blue: well, green: canary, goesOff: [] },
  {
    title: "failures beside a side that never had traffic",
    blue: failing,
    green: {},
    goesOff: failsOf("blue"),
  },
  {
    title: "failures after the sides took turns",
    blue: {},
    green: failing,
    goesOff: failsOf("green"),
  },
  {
    title: "a failing canary beside a revision that is well",
    blue: well,
    green: { ...canary, errors: 5 },
    goesOff: failsOf("green"),
  },
  {
    title: "a revision that fails altogether",
    blue: { requests: 400, errors: 400, p95: 0.2 },
    green: {},
    goesOff: failsOf("blue"),
  },
  {
    title: "one bad minute",
    blue: { ...well, errors: [undefined, undefined, 40, undefined, undefined] },
    green: {},
    goesOff: [],
  },
  {
    title: "three bad minutes of five, with one that nothing is known of",
    blue: {
      ...well,
      requests: [400, 400, undefined, 400, 400],
      errors: [40, undefined, 40, 40, 40],
    },
    green: {},
    goesOff: ["error-rate-blue"],
  },
  {
    title: "tasks that fail their health check beside a side without any",
    blue: {},
    green: { unhealthy: 1 },
    goesOff: ["unhealthy-tasks-green"],
  },
  {
    title: "slow answers beside a side that never had traffic",
    blue: slow,
    green: {},
    goesOff: ["latency-p95-blue", "latency-p99-blue"],
  },
  {
    title: "a canary that is slower than the revision it replaces",
    blue: well,
    green: { ...canary, p95: 0.3 },
    goesOff: ["latency-increase"],
  },
  {
    title: "a canary that is slower, the sides having taken turns",
    blue: { ...canary, p95: 0.3 },
    green: well,
    goesOff: ["latency-increase"],
  },
  { title: "a canary that is faster", blue: { ...well, p95: 0.3 }, green: canary, goesOff: [] },
  {
    title: "a canary too small to tell",
    blue: well,
    green: { requests: 15, errors: 0, unhealthy: 0, p95: 4, p99: 6 },
    goesOff: [],
  },
];

describe("the alarms of a service", () => {
  let recorded: Recorded;
  before(async () => {
    recorded = await recordService("production");
  });

  for (const absence of absences) {
    describe(`where a metric without data is ${absence}`, () => {
      for (const { title, blue, green, goesOff } of cases) {
        it(`${goesOff.length === 0 ? "keep quiet at" : "go off at"} ${title}`, () => {
          expect(alarmed(recorded, { blue, green }, absence)).to.have.members(goesOff);
        });
      }
    });
  }
});
