import { settingRule } from "../../setting-rule";

export const subnetForbidPublicAddress = settingRule({
  id: "subnet-forbid-public-address",
  severity: "high",
  title: "What starts in a subnet gets no public address",
  why: "nothing but a load balancer stands in the internet",
  source: "NET-2",
  waivable: "outside production",
  also: ["EC2.15", "CKV_AWS_130"],
  types: ["aws:ec2/subnet:Subnet"],
  path: "mapPublicIpOnLaunch",
  is: false,
  otherwise: "gives whatever starts in it a public address",
});
