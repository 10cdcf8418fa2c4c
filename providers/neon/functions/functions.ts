import type { NeonFunction } from "./function";
import { getBranch } from "./get-branch";
import { getBranches } from "./get-branches";
import { getConnectionUri } from "./get-connection-uri";
import { getEndpoints } from "./get-endpoints";
import { getProjects } from "./get-projects";

/** Every function, in the order of the documentation. */
export const functions: readonly NeonFunction[] = [
  getConnectionUri,
  getBranch,
  getBranches,
  getEndpoints,
  getProjects,
];
