import * as z from "zod";
import * as values from "../values";

export const uses = z
  .strictObject({
    database: values
      .yesOrNo("Whether it gets the environment's database, as `DATABASE_URL`.", true)
      .default(false),
    objectStores: z
      .array(values.resourceName("An object store of the environment.", "documents"))
      .default([])
      .meta({ description: "Object stores that it reads and writes." }),
  })
  .prefault({})
  .meta({ description: "What it shares with other workloads of the environment." });
