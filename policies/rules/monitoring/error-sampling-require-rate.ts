import type { Tier } from "../../environments";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { variableTypes, variablesOf } from "./variables";

const rateName = "SENTRY_SAMPLE_RATE";

/** The share of errors that Sentry is told of (SVC-5). */
const rates: Readonly<Partial<Record<Tier, number>>> = {
  preview: 1,
  dev: 1,
  staging: 0.5,
  production: 0.1,
};

export const errorSamplingRequireRate = resourceRule({
  id: "error-sampling-require-rate",
  severity: "low",
  title: "Sentry is told of all errors in development, half in staging and a tenth in production",
  why: "its quota is for what matters",
  source: "SVC-5",
  fix: `Set ${rateName}.`,
  waivable: "everywhere",
  types: variableTypes,
  check(resource, { tier }) {
    const rate = rates[tier];
    const given = variablesOf(resource).filter(([name]) => name === rateName);
    if (rate === undefined || given.length === 0) return notApplicable;
    return violationOf(
      given
        .filter(([, value]) => typeof value !== "string" || value === "" || Number(value) !== rate)
        .map(
          ([, value]) =>
            `sends Sentry "${String(value)}" of its errors; ${tier} sends ${String(rate)}`,
        ),
      `Set ${rateName} to ${String(rate)}.`,
    );
  },
});
