import * as z from "zod";
import { described } from "../described";
import * as values from "../values";
import { common } from "./accounts";
import { refPattern, teamId } from "./references";

const statusCheck = (meaning: string, example: string) =>
  described(z.string().min(1), { meaning, expected: "the name of a status check", example });

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
        branch: refPattern("A protected branch.", "main"),
        approvals: values.whole("Approving reviews that a merge takes.", 1, 6, 2),
        requiredChecks: described(z.array(z.string().min(1)), {
          meaning: "Status checks that must have passed.",
          expected: "a list of status checks",
          example: ["offline"],
        }).default([]),
        requiredDeployments: described(z.array(z.string().min(1)), {
          meaning: "Environments that it must have been deployed to.",
          expected: "a list of environments",
          example: ["staging"],
        }).default([]),
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
      sonarQube: statusCheck("The check of SonarQube's gate.", "quality"),
      testCoverage: statusCheck("The check of the tests and their coverage.", "test"),
      securityScan: statusCheck("The check of the security scans.", "security"),
    }),
    {
      meaning: "The status check that answers for each quality gate of a deploy.yaml.",
      expected: "a map with sonarQube, testCoverage and securityScan",
      example: { sonarQube: "quality", testCoverage: "test", securityScan: "security" },
    },
  ),
});
