import { requires } from "./access-policies";
import { administratorRule } from "./administrator-rule";

export const adminAccessRequirePosture = administratorRule(
  (policy) => requires(policy, "devicePosture"),
  "from any device",
);
