import { allowedAccounts, awsProvider } from "./providers";
import { isolate } from "./shared-identity";

export const accountIsolate = isolate({
  id: "account-isolate",
  severity: "critical",
  title: "No two environments live in one AWS account",
  why: "an account is the only boundary that a mistaken policy can't cross",
  source: "ISO-1",
  fix: "Give the environment an account of its own.",
  waivable: "never",
  what: "an AWS account",
  types: [awsProvider],
  identitiesOf: allowedAccounts,
});
