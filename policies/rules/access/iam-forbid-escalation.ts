import { matches } from "./granted";
import { unboundedRule } from "./unbounded";

/** Whoever may do one of these to any identity has all rights a moment later. */
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

export const iamForbidEscalation = unboundedRule(
  (actions) => escalations.filter((name) => actions.some((action) => matches(action, name))),
  ", and so everything",
);
