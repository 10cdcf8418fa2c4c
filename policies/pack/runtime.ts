import type { Rule } from "../rule";
import { containerForbidPrivilege } from "../rules/runtime/container-forbid-privilege";
import { containerForbidRoot } from "../rules/runtime/container-forbid-root";
import { containerRequireReadOnlyRoot } from "../rules/runtime/container-require-read-only-root";
import { containerRequireLogging } from "../rules/runtime/container-require-logging";
import { taskForbidHostProcess } from "../rules/runtime/task-forbid-host-process";
import { taskForbidHostNetwork } from "../rules/runtime/task-forbid-host-network";
import { taskRequireOwnRole } from "../rules/runtime/task-require-own-role";
import { imageRequireDigest } from "../rules/runtime/image-require-digest";
import { imageRepositoryRequireImmutableTags } from "../rules/runtime/image-repository-require-immutable-tags";
import { imageRepositoryRequireScan } from "../rules/runtime/image-repository-require-scan";
import { imageRepositoryRequireEnhancedScan } from "../rules/runtime/image-repository-require-enhanced-scan";

/** How containers run, and what they are made of. */
export const runtimeRules: readonly Rule[] = [
  containerForbidPrivilege,
  containerForbidRoot,
  containerRequireReadOnlyRoot,
  containerRequireLogging,
  taskForbidHostProcess,
  taskForbidHostNetwork,
  taskRequireOwnRole,
  imageRequireDigest,
  imageRepositoryRequireImmutableTags,
  imageRepositoryRequireScan,
  imageRepositoryRequireEnhancedScan,
];
