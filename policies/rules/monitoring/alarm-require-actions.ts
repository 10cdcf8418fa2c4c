import { isText, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { alarmTypes } from "../release/alarms";

export const alarmRequireActions = resourceRule({
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
