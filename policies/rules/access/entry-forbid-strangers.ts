import { notApplicable, resourceRule, violationOf } from "../../rule";
import { documentOf, doorTypes } from "../../who-can/doors";
import { strangersLetIn } from "../../who-can/strangers";

export const entryForbidStrangers = resourceRule({
  id: "entry-forbid-strangers",
  severity: "critical",
  title: "No role is taken and no resource used by whoever is not meant to",
  why: "whom a role trusts has its rights, and whom a resource's own policy names needs none",
  source: "PRC-5",
  fix: "Name the environment's own account, its GitHub environments, or a service with the source that it acts for.",
  waivable: "never",
  also: `
    S3.6, SNS.4, CKV_AWS_33, CKV_AWS_60, CKV_AWS_61, CKV_AWS_358, CKV_AWS_393,
    iam_role_cross_service_confused_deputy_prevention,
    secretsmanager_has_restrictive_resource_policy`,
  types: doorTypes,
  check(resource, scope) {
    if (documentOf(resource) === undefined) return notApplicable;
    return violationOf(strangersLetIn(resource, scope).map((what) => `lets in ${what}`));
  },
});
