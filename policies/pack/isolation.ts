import type { Rule } from "../rule";
import { accountIsolate } from "../rules/isolation/account-isolate";
import { tenantIsolate } from "../rules/isolation/tenant-isolate";
import { databaseIsolate } from "../rules/isolation/database-isolate";
import { tokenIsolate } from "../rules/isolation/token-isolate";
import { keyIsolate } from "../rules/isolation/key-isolate";
import { bucketIsolate } from "../rules/isolation/bucket-isolate";
import { queueIsolate } from "../rules/isolation/queue-isolate";
import { kafkaIsolate } from "../rules/isolation/kafka-isolate";
import { redisIsolate } from "../rules/isolation/redis-isolate";
import { sentryIsolate } from "../rules/isolation/sentry-isolate";
import { appwriteIsolate } from "../rules/isolation/appwrite-isolate";
import { secretIsolate } from "../rules/isolation/secret-isolate";
import { referenceIsolate } from "../rules/isolation/reference-isolate";
import { githubEnvironmentIsolate } from "../rules/isolation/github-environment-isolate";
import { hostnameIsolate } from "../rules/isolation/hostname-isolate";
import { databaseIsolateLineage } from "../rules/isolation/database-isolate-lineage";
import { branchForbidProductionData } from "../rules/isolation/branch-forbid-production-data";
import { providerRequireExplicit } from "../rules/isolation/provider-require-explicit";
import { providerRequireAccount } from "../rules/isolation/provider-require-account";
import { accountRequireOwn } from "../rules/isolation/account-require-own";
import { vpcIsolate } from "../rules/isolation/vpc-isolate";
import { rangeIsolate } from "../rules/isolation/range-isolate";
import { networkIsolate } from "../rules/isolation/network-isolate";
import { networkForbidJoining } from "../rules/isolation/network-forbid-joining";
import { sinkIsolate } from "../rules/isolation/sink-isolate";
import { sinkRequireOwn } from "../rules/isolation/sink-require-own";
import { paymentForbidLive } from "../rules/isolation/payment-forbid-live";
import { paymentForbidSandbox } from "../rules/isolation/payment-forbid-sandbox";
import { previewRequireExpiry } from "../rules/isolation/preview-require-expiry";
import { previewForbidZoneSettings } from "../rules/isolation/preview-forbid-zone-settings";
import { previewForbidProtect } from "../rules/isolation/preview-forbid-protect";

/** What keeps one environment out of another. */
export const isolationRules: readonly Rule[] = [
  accountIsolate,
  tenantIsolate,
  databaseIsolate,
  tokenIsolate,
  keyIsolate,
  bucketIsolate,
  queueIsolate,
  kafkaIsolate,
  redisIsolate,
  sentryIsolate,
  appwriteIsolate,
  secretIsolate,
  referenceIsolate,
  githubEnvironmentIsolate,
  hostnameIsolate,
  databaseIsolateLineage,
  branchForbidProductionData,
  providerRequireExplicit,
  providerRequireAccount,
  accountRequireOwn,
  vpcIsolate,
  rangeIsolate,
  networkIsolate,
  networkForbidJoining,
  sinkIsolate,
  sinkRequireOwn,
  paymentForbidLive,
  paymentForbidSandbox,
  previewRequireExpiry,
  previewForbidProtect,
  previewForbidZoneSettings,
];
