import * as z from "zod";
import { described } from "../described";
import { standing } from "../release";
import * as values from "../values";
import { officeAddresses, people } from "./people";

const zones = (meaning: string, example: readonly string[]) =>
  described(values.distinct(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d[a-o]$/)).min(1), {
    meaning,
    expected: "a list of availability zones, each once",
    example,
    absent: "the region's first, as many as the tier has",
  });
const hexId = (meaning: string, example: string) =>
  values.text({ meaning, example }, "32 hex digits in quotes", /^[0-9a-f]{32}$/);

/** Settings that permanent and ephemeral environments have. */
export const environment = {
  host: values.hostName({
    meaning: "The environment's own host name: the zone, or a name under it.",
    example: "<host name>",
  }),
  cloudflare: described(
    z.strictObject({
      accountId: hexId(
        "The Cloudflare account; each permanent environment has one of its own.",
        "<32 hex digits>",
      ),
      zoneId: hexId("The zone, which no other permanent environment has.", "<32 hex digits>"),
      zone: values.hostName({ meaning: "The zone's apex.", example: "acme.example" }),
      r2Location: values.oneOf(
        ["apac", "eeur", "enam", "oc", "weur", "wnam"],
        "Where R2 buckets are made.",
        "weur",
      ),
      secretsStoreId: hexId(
        "The Secrets Store that people fill and Workers read; a Worker's external secrets need it.",
        "<32 hex digits>",
      ).optional(),
      teamDomain: values
        .text(
          {
            meaning:
              "Domain of the account's Zero Trust organisation, at which people log in; a workload with `login` needs it.",
            example: "acme.cloudflareaccess.com",
          },
          "a name under cloudflareaccess.com",
          /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.cloudflareaccess\.com$/,
        )
        .optional(),
    }),
    {
      meaning: "The environment's own Cloudflare account and zone; a pull request's are dev's.",
      expected: "a map with accountId, zoneId, zone and r2Location",
      example: {
        accountId: "<32 hex digits>",
        zoneId: "<32 hex digits>",
        zone: "acme.example",
        r2Location: "weur",
      },
    },
  ),
  people,
  officeAddresses,
  network: described(
    z.strictObject({
      cidr: values.privateRange("The VPC's range.", "10.<n>.0.0/16"),
      zones: zones("Availability zones.", ["eu-west-1a", "eu-west-1b"]).optional(),
      recoveryCidr: values
        .privateRange(
          "Range of the VPC in the recovery region; a recovery cell needs it.",
          "10.<n>.0.0/16",
        )
        .optional(),
      recoveryZones: zones("Availability zones of the recovery region.", [
        "eu-west-3a",
        "eu-west-3b",
      ]).optional(),
    }),
    {
      meaning: "Address ranges, disjoint from every other environment's.",
      expected: "a map with cidr",
      example: { cidr: "10.<n>.0.0/16" },
    },
  ),
  cells: described(values.distinct(z.enum(["blue", "green", "recovery"])).min(1), {
    meaning: "Cells that exist; a small platform may run one.",
    expected: "a list of blue, green and recovery, each at most once",
    example: ["blue", "green"],
    absent: "the tier's",
  }).optional(),
  live: values.oneOf(["blue", "green"], "The cell that takes traffic.", "blue").default("blue"),
  warm: values
    .oneOf(
      ["blue", "green"],
      "The cell beside the live one that runs its most tasks while traffic moves.",
      "green",
    )
    .optional(),
  releases: described(z.record(z.string(), standing), {
    meaning:
      "Entries in place of those of releases/<stack>.json, by workload; what drives a release gives them, and no file has them.",
    expected: "a map of releases by workload",
    example: {},
    absent: "the file's",
  }).optional(),
  database: described(
    z.union([
      z.literal(false),
      z.strictObject({
        name: values.text(
          { meaning: "The database's name.", example: "app" },
          "up to 63 lower-case letters, digits and _, beginning with a letter",
          /^[a-z][a-z0-9_]{0,62}$/,
        ),
        postgresVersion: values.whole("Major version of PostgreSQL.", 14, 18, 17),
      }),
    ]),
    {
      meaning: "The Postgres database; false for none.",
      expected: "a map with name and postgresVersion, or false",
      example: { name: "app", postgresVersion: 17 },
    },
  ),
  objectStores: described(values.distinct(values.resourceName("An object store.", "documents")), {
    meaning: "Places for files that workloads share.",
    expected: "a list of names, each once",
    example: ["documents"],
  }),
};
