import * as z from "zod";
import { described } from "../described";
import * as values from "../values";
import { common } from "./common";
import { environment } from "./environment";
import { refPattern, teamId } from "./references";

/** dev, staging and production. */
export const permanent = z.strictObject({
  ...common,
  ...environment,
  neon: described(
    z.strictObject({
      organizationId: values.text(
        { meaning: "The Neon organisation.", example: "org-quiet-meadow-10101010" },
        "a Neon organisation's id",
        /^org-[a-z0-9-]{1,60}$/,
      ),
      region: values.text(
        { meaning: "Where the database lives.", example: "aws-eu-central-1" },
        "a Neon region",
        /^(?:aws|azure)-[a-z0-9-]+$/,
      ),
      backupRecipients: described(
        values
          .distinct(
            values.text(
              { meaning: "A public key of age.", example: "age1…" },
              "a recipient of age: make db-backup ENV=<stack> NEW_KEY=1",
              /^age1[02-9ac-hj-np-z]{58}$/,
            ),
          )
          .min(1),
        {
          meaning: "Who can open the backups of the database; without one none is made.",
          expected: "a list of recipients of age, each once",
          example: ["age1…"],
        },
      ).optional(),
    }),
    {
      meaning: "Where the environment's own Neon project lives; a database needs it.",
      expected: "a map with organizationId and region",
      example: { organizationId: "org-quiet-meadow-10101010", region: "aws-eu-central-1" },
    },
  ).optional(),
  deploy: described(
    z.strictObject({
      branches: described(values.distinct(refPattern("A pattern of branches.", "main")), {
        meaning: "Branches that may deploy.",
        expected: "a list of patterns, each once",
        example: ["develop"],
      }).default([]),
      tags: described(values.distinct(refPattern("A pattern of tags.", "v*")), {
        meaning: "Tags that may deploy.",
        expected: "a list of patterns, each once",
        example: ["v*"],
      }).default([]),
      reviewers: described(
        z.record(
          z.string(),
          described(values.distinct(teamId).max(6), {
            meaning: "Teams of which one person must approve.",
            expected: "a list of at most 6 team ids, each once",
            example: [1001],
          }),
        ),
        {
          meaning:
            "Teams, by gate, of which one person must approve; production's two gates have disjoint teams.",
          expected: "a map of lists of team ids",
          example: { production: [1001] },
        },
      ).default({}),
    }),
    {
      meaning: "What may deploy, and who approves it by gate.",
      expected: "a map with branches, tags and reviewers",
      example: { branches: ["develop"] },
    },
  ),
});
