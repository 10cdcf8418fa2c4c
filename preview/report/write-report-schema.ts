import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { reportJsonSchema } from "./report-schema";

async function writeReportSchema(): Promise<void> {
  const file = join(__dirname, "report.schema.json");
  const text = JSON.stringify(reportJsonSchema(), undefined, 2);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "json" }));
}

void writeReportSchema();
