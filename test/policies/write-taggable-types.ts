import { writeFileSync } from "node:fs";
import { sdkTypes, takesTags } from "./support/sdk-types";

/** Writes policies/rules/hygiene/taggable-types.json anew: run after an update of @pulumi/aws. */
const types = [...sdkTypes("aws")]
  .flatMap(([type, file]) => (takesTags(file) ? [type] : []))
  .sort();
writeFileSync("policies/rules/hygiene/taggable-types.json", `${JSON.stringify(types, null, 2)}\n`);
