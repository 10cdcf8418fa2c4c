import { settingRule } from "../../setting-rule";

export const subnetForbidPublicAddress = settingRule({
  types: ["aws:ec2/subnet:Subnet"],
  path: "mapPublicIpOnLaunch",
  is: false,
  otherwise: "gives whatever starts in it a public address",
});
