import { isRecord, valueAt } from "../../read";
import { zoneSettingRule } from "./zone-settings";

/** Half a year, below which browsers' lists take no zone. */
const shortestSeconds = 15_552_000;

export const zoneRequireHsts = zoneSettingRule({
  id: "zone-require-hsts",
  severity: "medium",
  title: "Browsers remember to come by HTTPS",
  why: "the first request is the one that is intercepted",
  source: "DAT-8",
  fix: "Set value.strict_transport_security.enabled and max_age.",
  waivable: "outside production",
  also: ["zone_hsts_enabled"],
  setting: "security_header",
  expected: `strict_transport_security for ${String(shortestSeconds)} seconds or more`,
  holds: (value) => {
    const header = isRecord(value) ? valueAt(value, "strict_transport_security") : undefined;
    if (!isRecord(header)) return false;
    const { enabled, max_age: seconds } = header;
    return enabled === true && typeof seconds === "number" && seconds >= shortestSeconds;
  },
});
