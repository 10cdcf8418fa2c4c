import type { Rule } from "../rule";
import { tagsRequire } from "../rules/hygiene/tags-require";
import { dataRequireProtect } from "../rules/hygiene/data-require-protect";
import { dataForbidForceDestroy } from "../rules/hygiene/data-forbid-force-destroy";
import { stackRequireDestroyGuard } from "../rules/hygiene/stack-require-destroy-guard";
import { typeRequireCard } from "../rules/hygiene/type-require-card";
import { inputRequireValue } from "../rules/hygiene/input-require-value";
import { referenceRequireOwn } from "../rules/hygiene/reference-require-own";
import { waiversRequireValidity } from "../rules/hygiene/waivers-require-validity";
import { productionRequireStrongestControls } from "../rules/hygiene/production-require-strongest-controls";

/** What every resource must be. */
export const hygieneRules: readonly Rule[] = [
  tagsRequire,
  dataRequireProtect,
  dataForbidForceDestroy,
  stackRequireDestroyGuard,
  typeRequireCard,
  inputRequireValue,
  referenceRequireOwn,
  productionRequireStrongestControls,
  waiversRequireValidity,
];
