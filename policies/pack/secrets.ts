import type { Rule } from "../rule";
import { textForbidSecret } from "../rules/secrets/text-forbid-secret";
import { connectionRequireRole } from "../rules/secrets/connection-require-role";
import { dopplerTokenRequireReadOnly } from "../rules/secrets/doppler-token-require-read-only";
import { dopplerTokenRequireExpiry } from "../rules/secrets/doppler-token-require-expiry";
import { bucketRequireEncryption } from "../rules/secrets/bucket-require-encryption";

/** Where secrets stand, and for how long. */
export const secretsRules: readonly Rule[] = [
  textForbidSecret,
  connectionRequireRole,
  dopplerTokenRequireReadOnly,
  dopplerTokenRequireExpiry,
  bucketRequireEncryption,
];
