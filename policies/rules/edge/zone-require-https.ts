import { zoneSettingRule } from "./zone-settings";

export const zoneRequireHttps = zoneSettingRule(
  "always_use_https",
  "on",
  (value) => value === "on",
);
