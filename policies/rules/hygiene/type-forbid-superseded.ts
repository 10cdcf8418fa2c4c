import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import superseded from "./superseded.json";

/** Not marked in the SDKs, and rejected by our choice: rulesets replace the first two, AWS closed the others. */
const chosen: readonly string[] = [
  "aws:ssmcontacts/contact:Contact",
  "aws:ssmcontacts/contactChannel:ContactChannel",
  "aws:ssmcontacts/plan:Plan",
  "aws:ssmcontacts/rotation:Rotation",
  "aws:ssmincidents/replicationSet:ReplicationSet",
  "aws:ssmincidents/responsePlan:ResponsePlan",
  "cloudflare:index/pageRule:PageRule",
  "cloudflare:index/rateLimit:RateLimit",
  "github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy",
];

const types = new Set([...superseded.types, ...chosen]);

export const typeForbidSuperseded = resourceRule({
  types: "all",
  check({ type }) {
    if (/^(?:pulumi|platform):/.test(type)) return notApplicable;
    return types.has(type) ? violation("is of a type that its vendor has replaced") : compliant;
  },
});
