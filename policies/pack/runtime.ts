import type { Rule } from "../rule";
import { imageRequireDigest } from "../rules/runtime/image-require-digest";
import { imageRepositoryRequireEnhancedScan } from "../rules/runtime/image-repository-require-enhanced-scan";

/** How containers run, and what they are made of. */
export const runtimeRules: readonly Rule[] = [
  imageRequireDigest,
  imageRepositoryRequireEnhancedScan,
];
