import { neonInside, neonProject } from "../backup/neon";
import { isolate, named } from "./shared-identity";

const properties = {
  [neonProject]: "name",
  ...Object.fromEntries(neonInside.map((type) => [type, "projectId"])),
};

export const databaseIsolate = isolate(
  "a Neon project",
  Object.keys(properties),
  named(properties),
);
