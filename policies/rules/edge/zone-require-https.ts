import { zoneSettingRule } from "./zone-settings";

export const zoneRequireHttps = zoneSettingRule({
  id: "zone-require-https",
  severity: "high",
  title: "Every visitor is sent to HTTPS",
  why: "what is sent in clear is read on the way",
  source: "DAT-8",
  fix: "Set value to on.",
  waivable: "never",
  also: ["zone_https_redirect_enabled"],
  setting: "always_use_https",
  expected: "on",
});
