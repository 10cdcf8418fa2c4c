import type { Answers } from "./answer";
import { anonymizedBranchAnswers } from "./answers/anonymized-branches";
import { apiKeyAnswers } from "./answers/api-keys";
import { branchAnswers } from "./answers/branches";
import { connectionUriAnswers } from "./answers/connection-uri";
import { databaseAnswers } from "./answers/databases";
import { endpointAnswers } from "./answers/endpoints";
import { operationAnswers } from "./answers/operations";
import { organizationAnswers } from "./answers/organizations";
import { permissionAnswers } from "./answers/permissions";
import { projectAnswers } from "./answers/projects";
import { roleAnswers } from "./answers/roles";
import { snapshotAnswers } from "./answers/snapshots";
import { vpcEndpointAnswers } from "./answers/vpc-endpoints";

/** Everything that the emulator answers; the rest of Neon's API is refused as unprepared. */
export const answers = {
  ...anonymizedBranchAnswers,
  ...apiKeyAnswers,
  ...branchAnswers,
  ...connectionUriAnswers,
  ...databaseAnswers,
  ...endpointAnswers,
  ...operationAnswers,
  ...organizationAnswers,
  ...permissionAnswers,
  ...projectAnswers,
  ...roleAnswers,
  ...snapshotAnswers,
  ...vpcEndpointAnswers,
} satisfies Answers;

/** Methods that Neon refuses with 423 while an operation of the project runs, since they schedule others. */
export const schedulingMethods: ReadonlySet<string> = new Set<keyof typeof answers>([
  "createProjectBranch",
  "createProjectBranchAnonymized",
  "updateProjectBranch",
  "setDefaultProjectBranch",
  "deleteProjectBranch",
  "restoreProjectBranch",
  "finalizeRestoreBranch",
  "updateProject",
  "deleteProject",
  "createProjectEndpoint",
  "updateProjectEndpoint",
  "deleteProjectEndpoint",
  "startProjectEndpoint",
  "suspendProjectEndpoint",
  "restartProjectEndpoint",
  "createProjectBranchRole",
  "resetProjectBranchRolePassword",
  "deleteProjectBranchRole",
  "createProjectBranchDatabase",
  "updateProjectBranchDatabase",
  "deleteProjectBranchDatabase",
  "createSnapshot",
  "deleteSnapshot",
  "restoreSnapshot",
]);
