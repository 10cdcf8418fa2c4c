import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./crossguard";
import { pack } from "./pack";
import { loadPackData } from "./pack-data";
import { readOnce } from "./read-once";

readOnce();
new PolicyPack("platform-policies", {
  displayName: "Platform policies",
  description: "What every environment must be, and what may never join two of them.",
  policies: policiesOf(pack, loadPackData(__dirname)),
});
