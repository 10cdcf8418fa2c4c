import { neonInside, neonProject } from "../backup/neon";
import { isolate, named } from "./shared-identity";

const properties = {
  [neonProject]: "name",
  ...Object.fromEntries(neonInside.map((type) => [type, "projectId"])),
};

export const databaseIsolate = isolate({
  id: "database-isolate",
  severity: "critical",
  title: "No two environments share a Neon project",
  why: "restores, snapshots and the IP allow-list work on whole projects",
  source: "ISO-2",
  fix: "Give the environment a Neon project of its own.",
  waivable: "never",
  what: "a Neon project",
  types: Object.keys(properties),
  identitiesOf: named(properties),
});
