import { zoneSettingRule } from "./zone-settings";

export const zoneRequireStrictTls = zoneSettingRule("ssl", "strict", (value) => value === "strict");
