import { settingRule } from "../../setting-rule";
import { trailType } from "./trails";

export const trailRequireValidation = settingRule({
  types: [trailType],
  path: "enableLogFileValidation",
  is: true,
  otherwise: "lets its records be changed unnoticed",
});
