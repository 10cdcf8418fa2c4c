import type { Rule } from "../rule";
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
export const hygieneRules: readonly Rule[] = [
  tagsRequire,
  tagsRequireEnvironment,
  dataRequireProtect,
  dataForbidForceDestroy,
  stackRequireDestroyGuard,
  typeForbidOpaque,
  typeForbidSuperseded,
  argumentForbidSuperseded,
  enumRequireWireForm,
  productionRequireStrongestControls,
  waiversRequireValidity,
];
