import { compliant, notApplicable, resourceRule, violation } from "../../rule";

/** Packages whose resources the rules know; another one declares the same things under names that no rule looks for. */
const known = new Set([
  "appwrite",
  "aws",
  "cloudflare",
  "confluentcloud",
  "doppler",
  "github",
  "neon",
  "random",
  "sentry",
  "tls",
  "upstash",
]);

/** What makes any resource at all, from a document of its own. */
const opaque = /^aws:(?:cloudcontrol|cloudformation|serverlessrepository|servicecatalog)\//;

/** What makes nothing by itself: stacks, providers and our own components. */
const without = /^(?:pulumi|platform):/;

export const typeForbidOpaque = resourceRule({
  id: "type-forbid-opaque",
  severity: "high",
  title: "Every resource is of a type that rules can read",
  why: "a role in a CloudFormation template has no boundary that anybody looks at",
  source: "PRC-22",
  fix: "Declare it by the vendor's own resource type.",
  waivable: "everywhere",
  types: "all",
  check({ type }) {
    if (without.test(type)) return notApplicable;
    const [name = ""] = type.split(":", 1);
    if (!known.has(name)) return violation(`is of the package ${name}, which no rule reads`);
    return opaque.test(type)
      ? violation("makes resources from a document that no rule reads")
      : compliant;
  },
});
