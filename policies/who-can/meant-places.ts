import type { Meant } from "./meaning";

/** Where what is meant is done; `own.ts` says what the words in brackets stand for. */
export const everything = ["*"];
export const keys = ["arn:aws:kms:*:<account>:key/*"];
export const aliases = ["arn:aws:kms:*:<account>:alias/<name>*"];
export const buckets = ["arn:aws:s3:::<name>*"];
export const secrets = ["arn:aws:secretsmanager:*:<account>:secret:<name>*"];
export const roles = ["arn:aws:iam::<account>:role/<name>*"];
export const policies = ["arn:aws:iam::<account>:policy/<name>*"];
export const through = (...services: readonly string[]): Meant["when"] & object => ({
  "kms:viaservice": services.map((service) => `${service}.*.amazonaws.com`),
});
export const authority = ["arn:aws:s3:::<name>*-access-logs/callers/authority.pem"];
