import type { Rule } from "../rule";
import { secretRequireReader } from "../rules/secrets/secret-require-reader";
import { textForbidSecret } from "../rules/secrets/text-forbid-secret";
import { connectionRequireRole } from "../rules/secrets/connection-require-role";
import { bucketRequireEncryption } from "../rules/secrets/bucket-require-encryption";

/** Where secrets stand, and for how long. */
export const secretsRules: readonly Rule[] = [
  textForbidSecret,
  connectionRequireRole,
  secretRequireReader,
  bucketRequireEncryption,
];
