import { writeFileSync } from "node:fs";
import { superseded } from "./support/superseded";

/** Writes what the installed SDKs mark as replaced: run after an upgrade. */
const document = JSON.stringify(superseded(), undefined, 2);
writeFileSync("policies/rules/hygiene/superseded.json", `${document}\n`);
