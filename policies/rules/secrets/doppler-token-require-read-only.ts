import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const dopplerTokenRequireReadOnly = resourceRule({
  types: ["doppler:index/serviceToken:ServiceToken"],
  check({ props }) {
    const access = textAt(props, "access");
    return access === "read" ? compliant : violation(`may ${access} secrets`);
  },
});
