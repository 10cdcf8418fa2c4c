/** What the name of a variable that holds a secret looks like. */
const secretName =
  /(?:^|[_-])(?:password|passwd|passphrase|pwd|secrets?|tokens?|credentials?|apikey|(?:api|access|private|signing|encryption|auth|service)[_-]?keys?)(?:$|[_-])/;

/** Names that only point to a secret, or say how one is handled. */
const pointer =
  /[_-](?:arn|id|name|path|file|header|ttl|seconds|days|length|count|issuer|audience|endpoint)$/;

/** What a secret itself looks like, whatever its variable is called. */
const secretValue = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[opsu]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}/,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bdp\.(?:st|pt|sa|ct)\.[\w.]{20,}/,
  /\bnpg_\w{8,}|\bnapi_\w{20,}/,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:[^\s/@]+@/i,
] as const;

/** Why a plain variable is a secret; `undefined` where it looks like none. Its value is never repeated. */
export function literalSecret(name: string, value: unknown): string | undefined {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  if (secretName.test(words) && !pointer.test(words)) return `${name}, by its name`;
  return typeof value === "string" && secretValue.some((form) => form.test(value))
    ? `${name}, by its value`
    : undefined;
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
