export interface AlertSpec {
  /** Share of successful requests that alarms hold against, in percent (OBS-1). */
  readonly availabilityPercent: number;
  readonly latencyP95Seconds: number;
  readonly latencyP99Seconds: number;
  /** Slack workspace and channel for warnings; `undefined` where no one authorised the workspace yet. */
  readonly slack: { readonly teamId: string; readonly channelId: string } | undefined;
  /** Addresses that get budget and critical alerts. */
  readonly emails: readonly string[];
  /** Addresses that hear what became of each release, besides the team. */
  readonly stakeholders: readonly string[];
}

export interface LoggingSpec {
  readonly retentionDays: number;
  readonly level: "debug" | "info" | "warn";
  /** Share of errors that Sentry keeps, 0 to 1 (SVC-5). */
  readonly errorSampleRate: number;
}
