import { format, resolveConfig } from "prettier";
import * as z from "zod";
import { manifestSchema } from "./manifest/manifest";
import { releasesSchema } from "./release";

const schemas = {
  "deploy.schema.json": manifestSchema,
  "releases.schema.json": releasesSchema,
};

/** The JSON Schemas that editors and other tools read, by file name in settings/. */
export async function schemaTexts(): Promise<ReadonlyMap<string, string>> {
  const style = (await resolveConfig(__filename)) ?? {};
  const texts = Object.entries(schemas).map(async ([file, schema]) => {
    const json = JSON.stringify(z.toJSONSchema(schema, { io: "input" }));
    return [file, await format(json, { ...style, parser: "json", filepath: file })] as const;
  });
  return new Map(await Promise.all(texts));
}
