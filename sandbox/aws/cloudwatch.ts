import type { ModelAnswer, ModelRequest, ResourceModels } from "../model";
import { arn, answerWithArn, nameOf } from "./arn";

/** Most of CloudWatch is found by its name, which the ARN ends in. */
function named(service: string, arnType: string) {
  return (request: ModelRequest): ModelAnswer => {
    const name = nameOf(request);
    return { id: name, outputs: { arn: arn(request, service, `${arnType}${name}`), name } };
  };
}

export const resourceModels: ResourceModels = {
  "aws:cloudwatch/logGroup:LogGroup": named("logs", "log-group:"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", "alarm:"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (request) => {
    const alarmName = nameOf(request, "alarmName");
    return {
      id: alarmName,
      outputs: { arn: arn(request, "cloudwatch", `alarm:${alarmName}`), alarmName },
    };
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": (request) => {
    const name = nameOf(request);
    return answerWithArn(arn(request, "cloudwatch", `alarm-mute-rule:${name}`), {
      name,
      muteType: "SCHEDULED",
      status: "ACTIVE",
    });
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (request) => {
    const name = nameOf(request);
    return { id: name, outputs: { name } };
  },
  "aws:cloudwatch/eventRule:EventRule": named("events", "rule/"),
  "aws:cloudwatch/eventTarget:EventTarget": (request) => {
    const targetId = nameOf(request, "targetId");
    return { id: `${String(request.inputs.rule)}-${targetId}`, outputs: { targetId } };
  },
  "aws:cloudwatch/dashboard:Dashboard": (request) => {
    const name = nameOf(request, "dashboardName");
    const dashboardArn = `arn:aws:cloudwatch::${request.accountId}:dashboard/${name}`;
    return { id: name, outputs: { dashboardArn, dashboardName: name } };
  },
};
