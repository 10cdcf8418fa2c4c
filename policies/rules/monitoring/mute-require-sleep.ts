import { numberAt, textAt, textsAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import { metricAlarmType } from "../../series/alarm";
import type { StackIndex } from "../../stack-index";
import { actionsOn, scalingTargetType } from "../cost/scaling";
import { serviceType, targetGroupType } from "../release/ecs";

const aDay = 24 * 60;

export const muteRequireSleep = stackRule({
  id: "mute-require-sleep",
  title: "Alarms are mute while the service that they are on sleeps, and no minute longer",
  why: "an alarm that is mute while somebody works is none",
  source: "COST-3",
  fix: "Begin it when a ScheduledAction stops the service, and end it when the next one starts it.",
  types: ["aws:cloudwatch/alarmMuteRule:AlarmMuteRule"],
  check(mute, _scope, stack) {
    const begin = minuteOf(mute.props, "rule.schedule.expression");
    const minutes = minutesIn(textAt(mute.props, "rule.schedule.duration"));
    textsAt(mute.props, "muteTargets.alarmNames");
    const zone = textAt(mute.props, "rule.schedule.timezone");
    return violationOf(
      stack
        .targets(mute, "muteTargets")
        .filter(({ type }) => type === metricAlarmType)
        .filter((alarm) => {
          const changes = actionsBehind(alarm, stack).map(({ props }) => ({
            tasks: numberAt(props, "scalableTargetAction.maxCapacity"),
            after: (minuteOf(props, "schedule") - begin + aDay) % aDay,
            isElsewhere: textAt(props, "timezone") !== zone,
          }));
          return (
            !changes.some(({ tasks, after }) => tasks === 0 && after === 0) ||
            changes.some((each) => each.isElsewhere || (each.tasks > 0 && each.after < minutes))
          );
        })
        .map(({ name }) => `mutes "${name}" while its service works`),
    );
  },
});

/** What stops and starts the services whose requests an alarm counts. */
function actionsBehind(alarm: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  return stack
    .targets(alarm, "metricQueries")
    .filter(({ type }) => type === targetGroupType)
    .flatMap((group) => stack.referring(group, serviceType, "loadBalancers"))
    .flatMap((service) => stack.referring(service, scalingTargetType, "resourceId"))
    .flatMap((target) => actionsOn(target, stack));
}

/** Of the day. */
function minuteOf(props: PolicyResource["props"], path: string): number {
  const text = textAt(props, path);
  const [, minute, hour] = /^cron\(([0-5]?\d) ([01]?\d|2[0-3]) /.exec(text) ?? [];
  if (hour === undefined) throw new Error(`"${text}" has no one minute and hour`);
  return Number(hour) * 60 + Number(minute);
}

function minutesIn(duration: string): number {
  const [, hours = 0, minutes = 0] = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  const sum = Number(hours) * 60 + Number(minutes);
  if (sum === 0) throw new Error(`"${duration}" is no time of hours and minutes`);
  return sum;
}
