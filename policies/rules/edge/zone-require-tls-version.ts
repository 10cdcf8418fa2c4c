import { listed } from "../../wording";
import { zoneSettingRule } from "./zone-settings";

const oldest = "1.2";
const versions: readonly unknown[] = [oldest, "1.3"];

export const zoneRequireTlsVersion = zoneSettingRule({
  id: "zone-require-tls-version",
  severity: "high",
  title: `The zone takes TLS ${oldest} or newer`,
  why: "older versions are broken",
  source: "DAT-8",
  fix: `Set value to ${oldest}.`,
  waivable: "never",
  also: ["zone_min_tls_version_secure"],
  setting: "min_tls_version",
  expected: listed(versions, "or"),
  holds: (value) => versions.includes(value),
});
