export const workflowTokenType =
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions";
