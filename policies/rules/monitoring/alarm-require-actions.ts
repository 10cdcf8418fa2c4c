import { isText, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { alarmTypes } from "../release/alarms";

export const alarmRequireActions = resourceRule({
  id: "alarm-require-actions",
  severity: "high",
  title: "Every alarm tells somebody",
  why: "one that nobody hears is none",
  source: "OBS-12",
  fix: "Set alarmActions.",
  waivable: "outside production",
  also: ["CKV_AWS_319", "CloudWatch.15"],
  types: Object.keys(alarmTypes),
  check({ props }) {
    const { alarmActions } = props;
    const heard = Array.isArray(alarmActions) && alarmActions.some(isText);
    return violationOf([
      ...(heard ? [] : ["tells nobody when it goes off"]),
      ...(valueAt(props, "actionsEnabled") === false ? ["has its actions switched off"] : []),
    ]);
  },
});
