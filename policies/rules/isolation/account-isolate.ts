import { tenancyIsolation } from "./tenancy-isolation";

export const accountIsolate = tenancyIsolation("never", {
  id: "account-isolate",
  severity: "critical",
  title: "No two environments live in one AWS account or Cloudflare zone",
  why: "it is the only boundary that a mistaken policy can't cross",
  source: "ISO-1",
  fix: "Give the environment one of its own.",
  waivable: "never",
});
