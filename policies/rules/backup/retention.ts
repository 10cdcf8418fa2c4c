import type { Tier } from "../../environments";

/** Days that an environment's backups stay, and how often they are made (BAK-1, BAK-5). */
export const dailyRetentionDays = {
  preview: 7,
  dev: 7,
  staging: 30,
  production: 90,
  shared: undefined,
} satisfies Record<Tier, number | undefined>;

/** A weekly backup stays a year in production. */
export const weeklyRetentionDays = 365;

export const secondsPerDay = 86_400;
