import type { Rule } from "../rule";
import { eventRequireListener } from "../rules/monitoring/event-require-listener";
import { serviceRequireAlarms } from "../rules/monitoring/service-require-alarms";
import { alarmRequireListener } from "../rules/monitoring/alarm-require-listener";
import { alarmRequireJudgement } from "../rules/monitoring/alarm-require-judgement";
import { muteRequireSleep } from "../rules/monitoring/mute-require-sleep";
import { topicRequirePublishers } from "../rules/monitoring/topic-require-publishers";
import { slackRequireGuardrail } from "../rules/monitoring/slack-require-guardrail";
import { logLevelForbidDebug } from "../rules/monitoring/log-level-forbid-debug";
import { errorSamplingRequireRate } from "../rules/monitoring/error-sampling-require-rate";
import { edgeRequireListener } from "../rules/monitoring/edge-require-listener";
import { replicationRequireAlarm } from "../rules/monitoring/replication-require-alarm";

/** Who hears of what, and how long it is known. */
export const monitoringRules: readonly Rule[] = [
  serviceRequireAlarms,
  alarmRequireListener,
  alarmRequireJudgement,
  muteRequireSleep,
  topicRequirePublishers,
  replicationRequireAlarm,
  edgeRequireListener,
  eventRequireListener,
  slackRequireGuardrail,
  logLevelForbidDebug,
  errorSamplingRequireRate,
];
