import type { Rule } from "../rule";
import { serviceRequireErrorAlarm } from "../rules/monitoring/service-require-error-alarm";
import { serviceRequireP95Alarm } from "../rules/monitoring/service-require-p95-alarm";
import { serviceRequireP99Alarm } from "../rules/monitoring/service-require-p99-alarm";
import { serviceRequireAvailabilityAlarm } from "../rules/monitoring/service-require-availability-alarm";
import { lagAlarmRequireLimit } from "../rules/monitoring/lag-alarm-require-limit";
import { alarmRequireActions } from "../rules/monitoring/alarm-require-actions";
import { alarmRequirePager } from "../rules/monitoring/alarm-require-pager";
import { alarmRequireMissingData } from "../rules/monitoring/alarm-require-missing-data";
import { slackRequireGuardrail } from "../rules/monitoring/slack-require-guardrail";
import { logGroupRequireRetention } from "../rules/monitoring/log-group-require-retention";
import { logLevelForbidDebug } from "../rules/monitoring/log-level-forbid-debug";
import { errorSamplingRequireRate } from "../rules/monitoring/error-sampling-require-rate";
import { sentryProjectRequireEnvironment } from "../rules/monitoring/sentry-project-require-environment";
import { trailRequireEveryRegion } from "../rules/monitoring/trail-require-every-region";
import { trailRequireValidation } from "../rules/monitoring/trail-require-validation";
import { trailRequireCustomerKey } from "../rules/monitoring/trail-require-customer-key";
import { detectorRequireEnabled } from "../rules/monitoring/detector-require-enabled";
import { logpushRequireEnabled } from "../rules/monitoring/logpush-require-enabled";
import { alarmForbidAggregation } from "../rules/monitoring/alarm-forbid-aggregation";
import { replicationRequireAlarm } from "../rules/monitoring/replication-require-alarm";

/** Who hears of what, and how long it is known. */
export const monitoringRules: readonly Rule[] = [
  serviceRequireErrorAlarm,
  serviceRequireP95Alarm,
  serviceRequireP99Alarm,
  serviceRequireAvailabilityAlarm,
  lagAlarmRequireLimit,
  replicationRequireAlarm,
  alarmRequireActions,
  alarmRequirePager,
  alarmRequireMissingData,
  alarmForbidAggregation,
  slackRequireGuardrail,
  logGroupRequireRetention,
  logLevelForbidDebug,
  errorSamplingRequireRate,
  sentryProjectRequireEnvironment,
  trailRequireEveryRegion,
  trailRequireValidation,
  trailRequireCustomerKey,
  detectorRequireEnabled,
  logpushRequireEnabled,
];
