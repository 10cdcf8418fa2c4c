import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const dopplerTokenRequireReadOnly = resourceRule({
  id: "doppler-token-require-read-only",
  severity: "high",
  title: "A Doppler service token only reads",
  why: "whoever finds it must not change secrets",
  source: "PRC-29",
  fix: "Set access to read.",
  waivable: "outside production",
  types: ["doppler:index/serviceToken:ServiceToken"],
  check({ props }) {
    const access = textAt(props, "access");
    return access === "read" ? compliant : violation(`may ${access} secrets`);
  },
});
