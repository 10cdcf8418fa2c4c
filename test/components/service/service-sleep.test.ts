import { expect } from "chai";
import { muteSchedule } from "../../../components/service/service-sleep";
import { tiers } from "../../../blueprint/tiers";
import { recordService } from "../../support/container-service";

const mute = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
const timezone = "Africa/Abidjan";

describe("muteSchedule", () => {
  it("lasts from the evening's stop to the morning's start, in five fields", () => {
    expect(tiers.dev.schedule && muteSchedule(tiers.dev.schedule)).to.deep.equal({
      expression: "cron(0 20 * * *)",
      duration: "PT11H",
      timezone,
    });
  });

  it("keeps the days of the stop", () => {
    const schedule = { stop: "cron(30 18 ? * MON-FRI *)", start: "cron(15 6 ? * MON-FRI *)" };
    expect(muteSchedule({ ...schedule, timezone })).to.deep.equal({
      expression: "cron(30 18 * * MON-FRI)",
      duration: "PT11H45M",
      timezone,
    });
  });

  it("counts a sleep within one day", () => {
    const schedule = { stop: "cron(0 1 * * ? *)", start: "cron(30 1 * * ? *)", timezone };
    expect(muteSchedule(schedule).duration).to.equal("PT30M");
  });

  it("refuses a schedule without one minute and hour, and shows one", () => {
    const schedule = { stop: "rate(1 day)", start: "cron(0 7 ? * MON-FRI *)", timezone };
    expect(() => muteSchedule(schedule)).to.throw(
      RangeError,
      '"rate(1 day)" is no daily schedule: expected one minute and hour, such as cron(0 20 ? * MON-FRI *)',
    );
  });
});

describe("declareSleep", () => {
  it("silences every alarm of a service that sleeps", async () => {
    const recorded = await recordService("dev");
    const alarms = recorded.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(recorded.inputs(mute).muteTargets).to.deep.equal({
      alarmNames: alarms.map(({ inputs }) => inputs.name),
    });
    expect(alarms).to.have.length(5);
  });

  it("silences nothing where services never sleep", async () => {
    (await recordService("production")).expectNone(mute);
  });

  it("silences nothing in a cell that no schedule stops", async () => {
    (await recordService("dev", { role: "idle" })).expectNone(mute);
  });
});
