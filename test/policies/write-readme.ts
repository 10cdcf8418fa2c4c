import { readFileSync, writeFileSync } from "node:fs";
import { groups } from "./support/groups";
import { readmeTable, ruleSection } from "./support/readme-table";

/** Writes the tables of policies/README.md anew: run after a change to the pack. */
const file = "policies/README.md";
const text = readFileSync(file, "utf8");
writeFileSync(file, text.replace(ruleSection(text), readmeTable(groups)));
