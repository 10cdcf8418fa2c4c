import * as z from "zod";
import { described } from "../described";
import * as values from "../values";
import { common } from "./accounts";
import { refPattern, teamId } from "./references";

/** What exists once for all environments. */
export const shared = z.strictObject({
  ...common,
  teams: described(
    z.array(
      z.strictObject({
        id: teamId,
        permission: values.oneOf(
          ["pull", "triage", "push", "maintain"],
          "What it may do in the repository.",
          "push",
        ),
      }),
    ),
    {
      meaning: "Teams and their permission on the repository (ACC-1).",
      expected: "a list of maps with id and permission",
      example: [{ id: 1001, permission: "push" }],
    },
  ),
  branchRules: described(
    z.array(
      z.strictObject({
        branch: refPattern,
        approvals: values.whole("Approving reviews.", 1, 6, 2),
        requiredChecks: z.array(z.string().min(1)).default([]),
        requiredDeployments: z.array(z.string().min(1)).default([]),
      }),
    ),
    {
      meaning: "What a merge into each protected branch takes.",
      expected: "a list of maps with branch and approvals",
      example: [{ branch: "main", approvals: 2 }],
    },
  ),
  gateChecks: described(
    z.strictObject({
      sonarQube: z.string().min(1),
      testCoverage: z.string().min(1),
      securityScan: z.string().min(1),
    }),
    {
      meaning: "The status check that answers for each quality gate of a deploy.yaml.",
      expected: "a map with sonarQube, testCoverage and securityScan",
      example: { sonarQube: "quality", testCoverage: "test", securityScan: "security" },
    },
  ),
});
