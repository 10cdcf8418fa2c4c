import type { Rule } from "../rule";
import { accountIsolate } from "../rules/isolation/account-isolate";
import { tenantIsolate } from "../rules/isolation/tenant-isolate";
import { identityIsolate } from "../rules/isolation/identity-isolate";
import { referenceIsolate } from "../rules/isolation/reference-isolate";
import { githubEnvironmentIsolate } from "../rules/isolation/github-environment-isolate";
import { hostnameIsolate } from "../rules/isolation/hostname-isolate";
import { databaseIsolateLineage } from "../rules/isolation/database-isolate-lineage";
import { branchForbidProductionData } from "../rules/isolation/branch-forbid-production-data";
import { providerRequireExplicit } from "../rules/isolation/provider-require-explicit";
import { providerRequireAccount } from "../rules/isolation/provider-require-account";
import { accountRequireOwn } from "../rules/isolation/account-require-own";
import { vpcIsolate } from "../rules/isolation/vpc-isolate";
import { paymentForbidLive } from "../rules/isolation/payment-forbid-live";
import { paymentForbidSandbox } from "../rules/isolation/payment-forbid-sandbox";
import { previewRequireExpiry } from "../rules/isolation/preview-require-expiry";
import { previewForbidZoneSettings } from "../rules/isolation/preview-forbid-zone-settings";
import { previewForbidProtect } from "../rules/isolation/preview-forbid-protect";

/** What keeps one environment out of another. */
export const isolationRules: readonly Rule[] = [
  accountIsolate,
  tenantIsolate,
  identityIsolate,
  referenceIsolate,
  githubEnvironmentIsolate,
  hostnameIsolate,
  databaseIsolateLineage,
  branchForbidProductionData,
  providerRequireExplicit,
  providerRequireAccount,
  accountRequireOwn,
  vpcIsolate,
  paymentForbidLive,
  paymentForbidSandbox,
  previewRequireExpiry,
  previewForbidProtect,
  previewForbidZoneSettings,
];
