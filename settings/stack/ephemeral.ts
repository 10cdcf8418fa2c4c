import * as z from "zod";
import { described } from "../described";
import * as values from "../values";
import { common } from "./common";
import { environment } from "./environment";

/** A pull request's environment. */
export const ephemeral = z.strictObject({
  ...common,
  ...environment,
  neon: described(
    z.strictObject({
      projectId: values.text(
        { meaning: "Neon project of dev.", example: "quiet-meadow-10101010" },
        "a Neon project's id",
        /^[a-z0-9-]{1,60}$/,
      ),
      branchId: values.text(
        { meaning: "Branch that it starts from.", example: "br-still-river-10101010" },
        "a Neon branch's id",
        /^br-[a-z0-9-]{1,60}$/,
      ),
    }),
    {
      meaning: "The branch of dev's database that it starts from; a database needs it.",
      expected: "a map with projectId and branchId",
      example: { projectId: "quiet-meadow-10101010", branchId: "br-still-river-10101010" },
    },
  ).optional(),
  createdOn: values.day("Day on which it was made.", "2026-07-01"),
  expiresOn: values.day("Day on which it may be removed.", "2026-07-08"),
});
