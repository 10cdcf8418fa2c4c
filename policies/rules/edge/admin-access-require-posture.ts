import { requires } from "./access-policies";
import { administratorRule } from "./administrator-rule";

export const adminAccessRequirePosture = administratorRule({
  id: "admin-access-require-posture",
  severity: "high",
  title: "Production is administered from devices that are looked after",
  why: "what runs on the device acts as its user",
  source: "NET-4",
  fix: "Add devicePosture to requires of each policy.",
  waivable: "outside production",
  asks: (policy) => requires(policy, "devicePosture"),
  how: "from any device",
});
