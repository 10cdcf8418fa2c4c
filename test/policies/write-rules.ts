import { writeFileSync } from "node:fs";
import { groups } from "./support/groups";
import { rulesPage } from "./support/rules-page";

/** Writes docs/reference/policies.md anew: run after a change to the pack. */
writeFileSync("docs/reference/policies.md", rulesPage(groups));
