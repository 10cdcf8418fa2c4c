import * as z from "zod";
import { described } from "../described";
import { isMap } from "../parse-text";
import * as values from "../values";

/** How a new release reaches people (REL-19). */
export const deployment = described(
  z
    .strictObject({
      strategy: values.oneOf(
        ["blue-green", "canary"],
        "How production moves traffic to a new release of a container. Staging always does blue/green, dev replaces at once.",
        "canary",
      ),
      canaryPercentage: values
        .amount(
          "Share of requests that the new release gets first, in percent; at most 10 in production.",
          0.1,
          100,
          5,
          "the tier's",
        )
        .optional(),
      monitoringPeriod: values.duration(
        "How long production watches a container's new release before it gets all traffic (canary, 30 to 60 minutes) or the old one goes (blue-green, 10 to 75 minutes).",
        "30m",
      ),
      rollbackThresholds: described(
        z.strictObject({
          errorRate: values.amount("Failed requests in percent (OBS-5).", 0.01, 1, 1),
          latencyIncrease: values.amount("Rise of p95 latency in percent.", 1, 1000, 10),
        }),
        {
          meaning: "What takes a release back by itself.",
          expected: "a map with errorRate and latencyIncrease",
          example: { errorRate: 1, latencyIncrease: 10 },
        },
      ),
      qualityGates: described(
        z.strictObject({
          sonarQube: values.yesOrNo("Whether SonarQube's gate must pass before a merge.", true),
          testCoverage: values.whole("Covered lines of new code in percent.", 80, 100, 80),
          securityScan: values.yesOrNo(
            "Whether the security scans must pass before a merge.",
            true,
          ),
          healthChecks: described(z.literal(true), {
            meaning: "Health checks guard every move of traffic; they can't be turned off.",
            expected: "true: health checks guard every move of traffic (REL-20)",
            example: true,
          }),
        }),
        {
          meaning: "What must hold before a release.",
          expected: "a map with sonarQube, testCoverage, securityScan and healthChecks",
          example: { sonarQube: true, testCoverage: 80, securityScan: true, healthChecks: true },
        },
      ),
    })
    .superRefine(
      ({ strategy, canaryPercentage }, context) => {
        if (strategy !== "blue-green" || canaryPercentage === undefined) return;
        context.addIssue({
          code: "custom",
          path: ["canaryPercentage"],
          message: "nothing: only the strategy canary has a percentage",
          params: { fix: "remove it, or write `strategy: canary` under `deployment`" },
        });
      },
      { when: ({ value }) => isMap(value) },
    ),
  {
    meaning: "How a new release reaches people.",
    expected: "a map with strategy, monitoringPeriod, rollbackThresholds and qualityGates",
    example: {
      strategy: "canary",
      canaryPercentage: 5,
      monitoringPeriod: "30m",
      rollbackThresholds: { errorRate: 1, latencyIncrease: 10 },
      qualityGates: { sonarQube: true, testCoverage: 80, securityScan: true, healthChecks: true },
    },
  },
);
