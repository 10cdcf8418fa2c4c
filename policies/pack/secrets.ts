import type { Rule } from "../rule";
import { containerForbidLiteralSecret } from "../rules/secrets/container-forbid-literal-secret";
import { functionForbidLiteralSecret } from "../rules/secrets/function-forbid-literal-secret";
import { workerForbidLiteralSecret } from "../rules/secrets/worker-forbid-literal-secret";
import { pagesForbidLiteralSecret } from "../rules/secrets/pages-forbid-literal-secret";
import { parameterForbidLiteralSecret } from "../rules/secrets/parameter-forbid-literal-secret";
import { variableForbidLiteralSecret } from "../rules/secrets/variable-forbid-literal-secret";
import { secretRequireCustomerKey } from "../rules/secrets/secret-require-customer-key";
import { secretRequireRecoveryWindow } from "../rules/secrets/secret-require-recovery-window";
import { dopplerTokenRequireReadOnly } from "../rules/secrets/doppler-token-require-read-only";
import { dopplerTokenRequireExpiry } from "../rules/secrets/doppler-token-require-expiry";
import { githubSecretForbidPlaintext } from "../rules/secrets/github-secret-forbid-plaintext";
import { secretRotationRequireInterval } from "../rules/secrets/secret-rotation-require-interval";
import { keyRequireRotation } from "../rules/secrets/key-require-rotation";
import { keyRequireDeletionWindow } from "../rules/secrets/key-require-deletion-window";
import { bucketRequireEncryption } from "../rules/secrets/bucket-require-encryption";
import { topicRequireCustomerKey } from "../rules/secrets/topic-require-customer-key";
import { logGroupRequireCustomerKey } from "../rules/secrets/log-group-require-customer-key";
import { vaultRequireCustomerKey } from "../rules/secrets/vault-require-customer-key";
import { imageRepositoryRequireCustomerKey } from "../rules/secrets/image-repository-require-customer-key";

/** Where secrets stand, and for how long. */
export const secretsRules: readonly Rule[] = [
  containerForbidLiteralSecret,
  functionForbidLiteralSecret,
  workerForbidLiteralSecret,
  pagesForbidLiteralSecret,
  parameterForbidLiteralSecret,
  variableForbidLiteralSecret,
  secretRequireCustomerKey,
  secretRequireRecoveryWindow,
  dopplerTokenRequireReadOnly,
  dopplerTokenRequireExpiry,
  githubSecretForbidPlaintext,
  secretRotationRequireInterval,
  keyRequireRotation,
  keyRequireDeletionWindow,
  bucketRequireEncryption,
  topicRequireCustomerKey,
  logGroupRequireCustomerKey,
  vaultRequireCustomerKey,
  imageRepositoryRequireCustomerKey,
];
