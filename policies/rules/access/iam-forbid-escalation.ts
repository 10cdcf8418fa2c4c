import { matches } from "./granted";
import { unboundedRule } from "./unbounded";

const escalations = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:PassRole",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "sts:AssumeRole",
];

export const iamForbidEscalation = unboundedRule({
  id: "iam-forbid-escalation",
  severity: "critical",
  title: "Nobody may give themselves other rights",
  why: "whoever may has all of them a moment later",
  source: "PRC-2",
  fix: "Name the roles that it may change.",
  waivable: "never",
  also: ["CKV_AWS_286"],
  pick: (actions) => escalations.filter((name) => actions.some((action) => matches(action, name))),
  ending: ", and so everything",
});
