import { expect } from "chai";
import { JsonApi } from "../../../../operations/json-api";
import { WorkerMetrics } from "../../../../operations/release/metrics/workers";
import { judge } from "../../../../rollout/judge/judge";
import {
  MetricsEmulator,
  type MetricsEmulatorArgs,
} from "../../../../sandbox/metrics/metrics-emulator";
import { type Answered, Traffic } from "../../../../sandbox/metrics/traffic";

const candidate = "dc8dcd28-271b-4367-9840-6c244f84cb40";
const baseline = "db7cd8d3-4425-4fe7-8c81-01bf963b6067";
const worker = {
  accountId: "c10d",
  script: "monepiceriz-production-accounts",
  candidate,
  baseline,
};

const since = Date.parse("2026-11-29T10:00:00Z") / 1_000;
const window = { since, now: since + 120, latencyIncrease: 10 };

/**
 * Forms: Cloudflare's OpenAPI document, "Run a query" of Workers Observability; "Querying Workers Metrics with GraphQL" and
 * "Confidence intervals" (developers.cloudflare.com/analytics/graphql-api).
 */
describe("what Cloudflare counted of a Worker's release", () => {
  let emulators: MetricsEmulator[] = [];
  let traffic: Traffic;

  const fill = (version: string, at: number, many: number, answered: Partial<Answered> = {}) => {
    for (let index = 0; index < many; index++) {
      traffic.add(version, { at: at + index * 0.01, status: 200, seconds: 0.05, ...answered });
    }
  };
  const metrics = async (args: Partial<MetricsEmulatorArgs> = {}, token = "Bearer t") => {
    const emulator = await MetricsEmulator.start({
      traffic,
      scriptOf: () => worker.script,
      ...args,
    });
    emulators.push(emulator);
    return new WorkerMetrics(
      new JsonApi({
        name: "Cloudflare",
        address: emulator.address,
        headers: { authorization: token },
        wait: () => Promise.resolve(),
      }),
    );
  };

  beforeEach(() => {
    traffic = new Traffic();
    fill(baseline, since - 3600, 200);
    fill(baseline, since + 1, 90);
    fill(candidate, since + 1, 4);
    fill(candidate, since + 2, 2, { status: 500 });
    fill(candidate, since + 3, 2, { status: undefined });
    fill(candidate, since + 4, 2, { seconds: 0.06 });
    fill(baseline, since + 61, 10);
  });
  afterEach(async () => {
    await Promise.all(emulators.map((each) => each.stop()));
    emulators = [];
  });

  it("is what the log of both versions holds: answers of 500, what was thrown, what took too long", async () => {
    const minutes = await (await metrics()).minutes(worker, window);
    expect(minutes).to.deep.equal([
      {
        at: since,
        candidate: { requests: 10, errors: 4, slow: 2 },
        baseline: { requests: 90, errors: 0, slow: 0 },
      },
      {
        at: since + 60,
        candidate: { requests: 0, errors: 0, slow: 0 },
        baseline: { requests: 10, errors: 0, slow: 0 },
      },
    ]);
  });

  it("is the sample where the log is one", async () => {
    const [first] = await (await metrics({ logsOneIn: 2 })).minutes(worker, window);
    expect(first?.candidate).to.deep.equal({ requests: 5, errors: 2, slow: 1 });
  });

  it("is, where nothing is logged, what analytics knows: what was thrown, of a sample, and no times", async () => {
    const counted = await metrics({ logsOneIn: 0, samplesOneIn: 2 });
    const [first] = await counted.minutes(worker, window);
    expect(first).to.deep.equal({
      at: since,
      candidate: { requests: 5, errors: 1, slow: 0, timed: 0 },
      baseline: { requests: 45, errors: 0, slow: 0, timed: 0 },
    });
  });

  it("never promotes a release of which nobody knows how slow it is", async () => {
    traffic = new Traffic();
    for (const version of [candidate, baseline]) fill(version, since, 5_000, { at: since });
    const minutes = await (await metrics({ logsOneIn: 0 })).minutes(worker, window);
    const limits = { errorRate: 0.01, watch: 60, settle: 0 };
    const untimed = judge({ startedAt: since, minutes }, limits, since + 60);
    expect(untimed.outcome).to.equal("hold");
    expect(untimed.reason).to.include("0 of 0 requests were slow");
    const timed = minutes.map((each) => ({
      ...each,
      candidate: { ...each.candidate, timed: each.candidate.requests },
    }));
    expect(judge({ startedAt: since, minutes: timed }, limits, since + 60).outcome).to.equal(
      "promote",
    );
  });

  it("asks again where Cloudflare is busy, and says what was asked where it refuses", async () => {
    expect(await (await metrics({ throttles: 3 })).minutes(worker, window)).to.have.length(2);
    const error = await (await metrics({}, "none")).minutes(worker, window).catch(String);
    expect(error).to.match(
      /POST \/accounts\/c10d\/workers\/observability\/telemetry\/query answered 403: .*Authentication error/,
    );
  });
});
