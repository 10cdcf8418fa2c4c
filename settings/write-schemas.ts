import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaTexts } from "./json-schemas";

async function main(): Promise<void> {
  for (const [file, text] of await schemaTexts()) writeFileSync(join(__dirname, file), text);
}

void main();
