import { zoneSettingRule } from "./zone-settings";

export const zoneRequireTlsVersion = zoneSettingRule({
  id: "zone-require-tls-version",
  severity: "high",
  title: "The zone takes TLS 1.2 or newer",
  why: "older versions are broken",
  source: "ADR-015",
  fix: "Set value to 1.2.",
  waivable: "never",
  also: ["zone_min_tls_version_secure"],
  setting: "min_tls_version",
  expected: "1.2 or 1.3",
  holds: (value) => value === "1.2" || value === "1.3",
});
