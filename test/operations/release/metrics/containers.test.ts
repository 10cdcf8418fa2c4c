import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { ContainerMetrics } from "../../../../operations/release/metrics/containers";
import { ServiceError } from "../../../../operations/json-api";
import {
  MetricsEmulator,
  type MetricsEmulatorArgs,
} from "../../../../sandbox/metrics/metrics-emulator";
import { type Answered, Traffic } from "../../../../sandbox/metrics/traffic";

const blue = "targetgroup/production-blue-admin-blue/0a1b2c3d4e5f6071";
const green = "targetgroup/production-blue-admin-green/1a1b2c3d4e5f6072";
const service = {
  loadBalancer: "app/monepiceriz-production-blue/50dc6c495c0c9188",
  targetGroups: [blue, green],
} as const;

const since = Date.parse("2026-11-29T10:00:00Z") / 1_000;
const window = { since, now: since + 180, latencyIncrease: 10 };

/** Forms: AWS, "GetMetricData" (CloudWatch API reference), which the SDK itself reads; JSON 1.0. */
describe("what CloudWatch counted of a container's release", () => {
  let emulators: MetricsEmulator[] = [];
  let traffic: Traffic;

  const fill = (group: string, at: number, many: number, answered: Partial<Answered> = {}) => {
    for (let index = 0; index < many; index++) {
      traffic.add(group, { at: at + index * 0.01, status: 200, seconds: 0.1, ...answered });
    }
  };
  const metrics = async (args: Partial<MetricsEmulatorArgs> = {}) => {
    const emulator = await MetricsEmulator.start({ traffic, ...args });
    emulators.push(emulator);
    return new ContainerMetrics(
      new CloudWatchClient({
        endpoint: emulator.address,
        region: "eu-west-1",
        credentials: { accessKeyId: "none", secretAccessKey: "none" },
      }),
    );
  };

  beforeEach(() => {
    traffic = new Traffic();
    // The one that ran before the running version.
    fill(blue, since - 7200, 500);
    fill(green, since - 3600, 100);
    fill(green, since + 5, 95);
    fill(blue, since + 5, 3);
    fill(blue, since + 6, 1, { seconds: 0.2 });
    fill(blue, since + 7, 1, { status: 503, seconds: 0.3 });
    fill(green, since + 125, 10);
    fill(blue, since + 125, 2, { status: undefined });
  });
  afterEach(async () => {
    await Promise.all(emulators.map((each) => each.stop()));
    emulators = [];
  });

  const expected = [
    {
      at: since,
      candidate: { requests: 5, errors: 1, slow: 2, timed: 5 },
      baseline: { requests: 95, errors: 0, slow: 0, timed: 95 },
    },
    {
      at: since + 120,
      candidate: { requests: 2, errors: 2, slow: 0, timed: 0 },
      baseline: { requests: 10, errors: 0, slow: 0, timed: 10 },
    },
  ];

  it("is what both target groups answered in each minute that had requests", async () => {
    expect(await (await metrics()).minutes(service, window)).to.deep.equal(expected);
  });

  it("takes the group that had the traffic last before for the running version", async () => {
    const minutes = await (await metrics()).minutes(service, { ...window, since: since - 3600 });
    expect(minutes[0]?.candidate.requests).to.equal(100);
  });

  it("is nothing where nobody asked the service for a day, and times nothing where nothing was timed", async () => {
    const counted = await metrics();
    expect(await counted.minutes(service, { ...window, since: since - 7200 })).to.deep.equal([]);
    traffic = new Traffic();
    fill(green, since - 3600, 10, { status: undefined });
    fill(blue, since, 4);
    const [first] = await (await metrics()).minutes(service, window);
    expect(first?.candidate).to.deep.equal({ requests: 4, errors: 0, slow: 0, timed: 0 });
  });

  it("comes whole over pages, and after CloudWatch asked to wait", async () => {
    const counted = await metrics({ cloudWatch: { page: 1 }, throttles: 2 });
    expect(await counted.minutes(service, window)).to.deep.equal(expected);
  });

  it("is refused where CloudWatch does not give all of it", async () => {
    const counted = await metrics({ cloudWatch: { ends: "PartialData" } });
    const error = await counted.minutes(service, window).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ServiceError);
    expect(String(error)).to.include(`Sum of RequestCount of ${blue} is PartialData, not Complete`);
  });
});
