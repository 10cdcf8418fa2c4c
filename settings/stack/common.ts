import * as z from "zod";
import { described } from "../described";
import * as values from "../values";

const accountId = values.text(
  {
    meaning: "The AWS account; each permanent environment has one of its own.",
    example: "<twelve digits>",
  },
  "an AWS account of twelve digits in quotes",
  /^\d{12}$/,
);
const region = (meaning: string, example: string) =>
  values.text({ meaning, example }, "an AWS region", /^[a-z]{2}(?:-[a-z]+)+-\d$/);

/** Settings that every stack has. */
export const common = {
  product: values.productName("First part of every globally unique name.", "acme"),
  costCenter: values.text(
    { meaning: "Value of the tag `cost-center`.", example: "platform" },
    "up to 64 letters, digits, spaces and . _ -",
    /^[\w. -]{1,64}$/,
  ),
  budgetMonthlyUsd: values.amount(
    "What all environments together may cost a month, in US dollars; each gets its tier's share.",
    1,
    10_000_000,
    2000,
  ),
  aws: described(
    z.strictObject({
      accountId,
      region: region("The home region.", "eu-west-1"),
      recoveryRegion: region(
        "Region of the copies, the replicas and the recovery cell; without it there is one region, which the policies refuse in production.",
        "eu-west-3",
      ).optional(),
    }),
    {
      meaning: "The account and its regions.",
      expected: "a map with accountId and region",
      example: { accountId: "<twelve digits>", region: "eu-west-1" },
    },
  ),
  github: described(
    z.strictObject({
      owner: values.text(
        { meaning: "The organisation.", example: "acme" },
        "a GitHub account's name",
        /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/,
      ),
      ownerId: values.id("The organisation's id.", 10_000_001),
      repository: values.text(
        { meaning: "The repository, without its owner.", example: "platform" },
        "a repository's name",
        /^[\w.-]{1,100}$/,
      ),
      repositoryId: values.id("The repository's id.", 20_000_002),
    }),
    {
      meaning: "The repository that deploys.",
      expected: "a map with owner, ownerId, repository and repositoryId",
      example: { owner: "acme", ownerId: 1, repository: "platform", repositoryId: 2 },
    },
  ),
  alerts: described(
    z.strictObject({
      emails: values.emails,
      stakeholders: described(values.distinct(z.email()).min(1), {
        meaning: "Addresses that hear what became of each release, besides the team.",
        expected: "a list of e-mail addresses, each once",
        example: ["product@acme.example"],
      }).optional(),
      slack: described(
        z.strictObject({
          teamId: values.text(
            { meaning: "The workspace.", example: "T01ABCDEFGH" },
            "a Slack workspace id",
            /^T[A-Z0-9]{7,12}$/,
          ),
          channelId: values.text(
            { meaning: "The channel.", example: "C01ABCDEFGH" },
            "a Slack channel id",
            /^[CG][A-Z0-9]{7,12}$/,
          ),
        }),
        {
          meaning: "Where all alerts are shown.",
          expected: "a map with teamId and channelId",
          example: { teamId: "T01ABCDEFGH", channelId: "C01ABCDEFGH" },
        },
      ).optional(),
    }),
    {
      meaning: "Who is told.",
      expected: "a map with emails, and slack where the workspace is authorised",
      example: { emails: ["operations@acme.example"] },
    },
  ),
};
