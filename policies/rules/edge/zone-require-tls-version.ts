import { zoneSettingRule } from "./zone-settings";

export const zoneRequireTlsVersion = zoneSettingRule(
  "min_tls_version",
  "1.2 or 1.3",
  (value) => value === "1.2" || value === "1.3",
);
