import type { Rule } from "../rule";
import { textForbidSecret } from "../rules/secrets/text-forbid-secret";
import { connectionRequireRole } from "../rules/secrets/connection-require-role";
import { bucketRequireEncryption } from "../rules/secrets/bucket-require-encryption";

/** Where secrets stand, and for how long. */
export const secretsRules: readonly Rule[] = [
  textForbidSecret,
  connectionRequireRole,
  bucketRequireEncryption,
];
