import { zoneSettingRule } from "./zone-settings";

export const zoneRequireStrictTls = zoneSettingRule({
  id: "zone-require-strict-tls",
  severity: "critical",
  title: "Cloudflare believes an origin by its certificate only",
  why: "anyone on the way could be the origin otherwise",
  source: "DAT-8",
  fix: "Set value to strict.",
  waivable: "never",
  also: ["zone_ssl_strict"],
  setting: "ssl",
  expected: "strict",
});
