import { requires } from "./access-policies";
import { administratorRule } from "./administrator-rule";

export const adminAccessRequireAddressList = administratorRule({
  id: "admin-access-require-address-list",
  severity: "high",
  title: "Production is administered from known addresses",
  why: "a stolen session ends at the door",
  source: "ACC-12",
  fix: "Add ipList to requires of each policy.",
  waivable: "outside production",
  asks: (policy) => requires(policy, "ipList"),
  how: "from any address",
});
