import { writeFileSync } from "node:fs";
import { groups } from "./support/groups";
import { rulesPage } from "./support/rules-page";

/** Writes policies/RULES.md anew: run after a change to the pack. */
writeFileSync("policies/RULES.md", rulesPage(groups));
