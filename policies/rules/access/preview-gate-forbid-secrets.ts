import { compliant, resourceRule, violation } from "../../rule";
import { environmentSecretType, isGate } from "./gates";

export const previewGateForbidSecrets = resourceRule({
  id: "preview-gate-forbid-secrets",
  title: "The gate of previews holds no secret",
  why: "its jobs run a pull request's code, and need none to preview",
  source: "PRC-7",
  fix: "Leave it out.",
  types: [environmentSecretType],
  check(secret, scope) {
    return isGate(secret, scope) ? compliant : violation("hands a secret to a pull request's code");
  },
});
