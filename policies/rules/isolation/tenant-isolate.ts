import { tenancyIsolation } from "./tenancy-isolation";

/** Waivable, since a team may have one of each only, and buys another as it grows. */
export const tenantIsolate = tenancyIsolation("by waiver", {
  id: "tenant-isolate",
  severity: "critical",
  title: "No two environments share a Cloudflare account or a Neon organisation",
  why: "the vendor's keys reach all of it, so that staging's key is production's",
  source: "ISO-1",
  fix: "Give the environment one of its own, or waive it for as long as it takes.",
  waivable: "everywhere",
});
