import { anonymizedBranch } from "./anonymized-branch";
import { apiKey } from "./api-key";
import { branch } from "./branch";
import { database } from "./database";
import { endpoint } from "./endpoint";
import { project } from "./project";
import { projectPermission } from "./project-permission";
import type { NeonResource } from "./resource";
import { role } from "./role";
import { snapshotSchedule } from "./snapshot-schedule";
import { vpcEndpointAssignment } from "./vpc-endpoint-assignment";

/** Every type of resource, in the order of the documentation. */
export const resources: readonly NeonResource[] = [
  project,
  branch,
  anonymizedBranch,
  endpoint,
  role,
  database,
  snapshotSchedule,
  projectPermission,
  vpcEndpointAssignment,
  apiKey,
];
