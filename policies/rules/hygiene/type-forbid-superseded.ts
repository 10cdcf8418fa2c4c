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
  id: "type-forbid-superseded",
  severity: "medium",
  title: "No resource is of a type that its vendor has replaced",
  why: "it goes with the next version, and takes its data with it",
  source: "PRC-22",
  fix: "Use the type that its documentation names.",
  waivable: "everywhere",
  types: "all",
  check({ type }) {
    if (/^(?:pulumi|platform):/.test(type)) return notApplicable;
    return types.has(type) ? violation("is of a type that its vendor has replaced") : compliant;
  },
});
