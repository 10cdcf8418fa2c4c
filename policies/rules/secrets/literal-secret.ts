import { documentIn } from "../../read";
import { namesSecret } from "./secret-names";

/** What a secret itself looks like, whatever its variable is called. */
const secretValue = [
  /\bA(?:KI|SI)A[0-9A-Z]{16}\b/,
  /\bgh[oprsu]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{20,}|\bnpm_[A-Za-z0-9]{36}/,
  /\bAIza[\w-]{35}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bwhsec_\w{16,}|\bsk-(?:ant|proj)-[\w-]{16,}/,
  /\bhooks\.slack\.com\/services\/\w+\/\w+\/\w+/,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bdp\.(?:st|pt|sa|ct)\.[\w.]{20,}/,
  /\bnpg_\w{8,}|\bnapi_\w{20,}/,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:[^\s/@]+@/i,
] as const;

/** Whether a text is a secret, whatever it is called. */
export function isSecretValue(text: string): boolean {
  return secretValue.some((form) => form.test(text));
}

/** Why a plain variable is a secret; `undefined` where it looks like none. Its value is never repeated. */
export function literalSecret(name: string, value: unknown, label = name): string | undefined {
  if (namesSecret(name)) return `${label}, by its name`;
  if (typeof value === "string" && isSecretValue(value)) return `${label}, by its value`;
  const held = documentIn(value);
  if (typeof held !== "object" || held === null) return undefined;
  return Object.entries(held).flatMap(
    ([key, inner]) => literalSecret(key, inner, `${label}.${key}`) ?? [],
  )[0];
}

/** What is wrong with plain variables that hold secrets. */
export function literalSecrets(
  where: string,
  variables: Iterable<readonly [name: string, value: unknown]>,
): readonly string[] {
  const found = [...variables].flatMap(([name, value]) => literalSecret(name, value) ?? []);
  return found.length === 0
    ? []
    : [`holds a secret as plain text in ${where}: ${found.join("; ")}`];
}
