import * as z from "zod";
import { described } from "../described";
import * as values from "../values";

export const uses = described(
  z.strictObject({
    database: values
      .yesOrNo(
        "Whether it gets the environment's database, as `DATABASE_URL`, in a Worker as `HYPERDRIVE`.",
        true,
      )
      .default(false),
    objectStores: described(
      values.distinct(values.resourceName("An object store of the environment.", "documents")),
      {
        meaning: "Object stores that it reads and writes.",
        expected: "a list of object stores, each once",
        example: ["documents"],
      },
    ).default([]),
  }),
  {
    meaning: "What it shares with other workloads of the environment.",
    expected: "a map with database and objectStores",
    example: { database: true },
  },
).prefault({});
