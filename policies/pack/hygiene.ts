import type { PackEntry } from "../pack-entry";
import { tagsRequire } from "../rules/hygiene/tags-require";
import { tagsRequireEnvironment } from "../rules/hygiene/tags-require-environment";
import { dataRequireProtect } from "../rules/hygiene/data-require-protect";
import { dataForbidForceDestroy } from "../rules/hygiene/data-forbid-force-destroy";
import { stackRequireDestroyGuard } from "../rules/hygiene/stack-require-destroy-guard";
import { typeForbidOpaque } from "../rules/hygiene/type-forbid-opaque";
import { waiversRequireValidity } from "../rules/hygiene/waivers-require-validity";
import { typeForbidSuperseded } from "../rules/hygiene/type-forbid-superseded";
import { argumentForbidSuperseded } from "../rules/hygiene/argument-forbid-superseded";
import { enumRequireWireForm } from "../rules/hygiene/enum-require-wire-form";
import { productionRequireStrongestControls } from "../rules/hygiene/production-require-strongest-controls";

/** What every resource must be. */
export const hygieneRules: readonly PackEntry[] = [
  {
    id: "tags-require",
    level: "mandatory",
    severity: "medium",
    title: "Whatever takes tags says environment, project, managed-by and cost-center",
    why: "costs and owners are found by tags",
    source: "ADR-005",
    fix: "Pass the environment's tags.",
    waivable: "everywhere",
    also: ["CKV_AWS_153"],
    rule: tagsRequire,
  },
  {
    id: "tags-require-environment",
    level: "mandatory",
    severity: "high",
    title: "The environment tag is the stack's own",
    why: "budgets and backups select by it",
    source: "ADR-005",
    fix: "Set tags.environment to the stack's name.",
    waivable: "outside production",
    rule: tagsRequireEnvironment,
  },
  {
    id: "data-require-protect",
    level: "mandatory",
    severity: "critical",
    title: "What holds data of production or of all environments is protected",
    why: "a rename must not delete it",
    source: "ADR-005",
    fix: "Set opts.protect to true.",
    waivable: "outside production",

    rule: dataRequireProtect,
  },
  {
    id: "data-forbid-force-destroy",
    level: "mandatory",
    severity: "critical",
    title: "Deleting a store of production never deletes what is in it",
    why: "an empty store is the only one to delete",
    source: "ADR-005",
    fix: "Leave the argument out.",
    waivable: "outside production",
    rule: dataForbidForceDestroy,
  },
  {
    id: "stack-require-destroy-guard",
    level: "mandatory",
    severity: "critical",
    title:
      "A destroy of production, or of what all environments share, is refused before it deletes anything",
    why: "protect alone stops it at what holds data, when the services are gone",
    source: "ADR-005",
    fix: "Declare a protected Stash that depends on every resource.",
    waivable: "never",
    rule: stackRequireDestroyGuard,
  },
  {
    id: "type-forbid-opaque",
    level: "mandatory",
    severity: "high",
    title: "Every resource is of a type that rules can read",
    why: "a role in a CloudFormation template has no boundary that anybody looks at",
    source: "ADR-005",
    fix: "Declare it by the vendor's own resource type.",
    waivable: "everywhere",
    rule: typeForbidOpaque,
  },
  {
    id: "type-forbid-superseded",
    level: "mandatory",
    severity: "medium",
    title: "No resource is of a type that its vendor has replaced",
    why: "it goes with the next version, and takes its data with it",
    source: "ADR-005",
    fix: "Use the type that its documentation names.",
    waivable: "everywhere",
    rule: typeForbidSuperseded,
  },
  {
    id: "argument-forbid-superseded",
    level: "mandatory",
    severity: "medium",
    title: "No argument is one that its vendor has replaced",
    why: "two resources would fight over the same setting",
    source: "ADR-005",
    fix: "Use the resource or argument that its documentation names.",
    waivable: "everywhere",
    rule: argumentForbidSuperseded,
  },
  {
    id: "enum-require-wire-form",
    level: "mandatory",
    severity: "medium",
    title: "Values that a service knows are written as it knows them",
    why: "the SDK's text shows some of them mangled, and its types take any",
    source: "ADR-005",
    fix: "Write it in lower case with underscores.",
    waivable: "everywhere",
    rule: enumRequireWireForm,
  },
  {
    id: "production-require-strongest-controls",
    level: "mandatory",
    severity: "high",
    title: "No control is weaker in production than in staging or development",
    why: "what was tried there would be worth nothing here",
    source: "ADR-005",
    fix: "Make it as strong in production.",
    waivable: "never",
    rule: productionRequireStrongestControls,
  },
  {
    id: "waivers-require-validity",
    level: "mandatory",
    severity: "high",
    title: "A waiver names a rule that may be waived, is needed, and has not expired",
    why: "an exception that nobody looks at becomes the rule",
    source: "ADR-005",
    fix: "Fix or remove the waiver in policies/waivers.yaml.",
    waivable: "never",
    rule: waiversRequireValidity,
  },
];
