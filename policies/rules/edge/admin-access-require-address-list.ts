import { requires } from "./access-policies";
import { administratorRule } from "./administrator-rule";

export const adminAccessRequireAddressList = administratorRule(
  (policy) => requires(policy, "ipList"),
  "from any address",
);
