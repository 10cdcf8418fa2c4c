import * as z from "zod";
import { described } from "../described";
import * as values from "../values";
import { common } from "./common";
import { refPattern, teamId } from "./references";

const statusCheck = (meaning: string, example: string) =>
  described(z.union([z.literal(false), z.string().min(1)]), {
    meaning: `${meaning}; false until a workflow has its job, and a merge does not wait for it.`,
    expected: "the name of a status check, or false",
    example,
  });

/** What exists once for all environments. */
export const shared = z.strictObject({
  ...common,
  teams: described(
    z
      .array(
        described(
          z.strictObject({
            slug: values.text(
              { meaning: "The team, as CODEOWNERS names it.", example: "developers" },
              "the slug of a team",
              /^[a-z0-9][a-z0-9_-]{0,99}$/,
            ),
            id: teamId,
            permission: values.oneOf(
              ["pull", "triage", "push", "maintain"],
              "What it may do in the repository.",
              "push",
            ),
          }),
          {
            meaning: "A team.",
            expected: "a map with slug, id and permission",
            example: { slug: "developers", id: 1001, permission: "push" },
          },
        ),
      )
      .refine((teams) =>
        [teams.map(({ id }) => id), teams.map(({ slug }) => slug)].every(
          (names) => new Set<number | string>(names).size === teams.length,
        ),
      ),
    {
      meaning:
        "Teams and their permission on the repository (ACC-1); whoever owns code has to push.",
      expected: "a list of maps with slug, id and permission, each team once",
      example: [{ slug: "developers", id: 1001, permission: "push" }],
    },
  ),
  branchRules: described(
    z
      .array(
        described(
          z.strictObject({
            branch: refPattern("A protected branch.", "main"),
            approvals: values.whole("Approving reviews that a merge takes.", 1, 6, 2),
            requiredChecks: described(values.distinct(z.string().min(1)), {
              meaning: "Status checks that must have passed.",
              expected: "a list of status checks, each once",
              example: ["offline"],
            }).default([]),
            requiredDeployments: described(values.distinct(z.string().min(1)), {
              meaning: "Environments that it must have been deployed to.",
              expected: "a list of environments, each once",
              example: ["staging"],
            }).default([]),
          }),
          {
            meaning: "A protected branch.",
            expected: "a map with branch and approvals",
            example: { branch: "main", approvals: 2 },
          },
        ),
      )
      .refine((rules) => new Set(rules.map(({ branch }) => branch)).size === rules.length),
    {
      meaning: "What a merge into each protected branch takes.",
      expected: "a list of maps with branch and approvals, each branch once",
      example: [{ branch: "main", approvals: 2 }],
    },
  ),
  gateChecks: described(
    z.strictObject({
      sonarQube: statusCheck("The check of SonarQube's gate", "quality"),
      testCoverage: statusCheck("The check of the tests and their coverage", "test"),
      securityScan: statusCheck("The check of the security scans", "security"),
    }),
    {
      meaning: "The status check that answers for each quality gate of a deploy.yaml.",
      expected: "a map with sonarQube, testCoverage and securityScan",
      example: { sonarQube: "quality", testCoverage: "test", securityScan: "security" },
    },
  ),
});
