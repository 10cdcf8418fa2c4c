import { isRecord, valueAt } from "../../read";
import { zoneSettingRule } from "./zone-settings";

/** Half a year, below which browsers' lists take no zone. */
const shortestSeconds = 15_552_000;

export const zoneRequireHsts = zoneSettingRule(
  "security_header",
  `strict_transport_security for ${String(shortestSeconds)} seconds or more`,
  (value) => {
    const header = isRecord(value) ? valueAt(value, "strict_transport_security") : undefined;
    if (!isRecord(header)) return false;
    const { enabled, max_age: seconds } = header;
    return enabled === true && typeof seconds === "number" && seconds >= shortestSeconds;
  },
);
