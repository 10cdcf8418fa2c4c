import { resourceRule, violation } from "../../rule";

export const previewForbidZoneSettings = resourceRule({
  id: "preview-forbid-zone-settings",
  severity: "high",
  title: "A pull request declares nothing that holds for dev's whole zone",
  why: "a zone has one ruleset of each phase, and its end would be the end of dev's",
  source: "ISO-1",
  fix: "Leave the zone to dev, which owns it.",
  waivable: "never",
  types: [
    "cloudflare:index/ruleset:Ruleset",
    "cloudflare:index/zoneDnssec:ZoneDnssec",
    "cloudflare:index/zoneSetting:ZoneSetting",
  ],
  tiers: ["preview"],
  check: () => violation("holds for every host of dev's zone"),
});
