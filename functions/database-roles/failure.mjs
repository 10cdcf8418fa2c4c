// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */

/**
 * An error for the deployment's output and Lambda's log: what was done, and the server's words. A new one without the
 * old as its cause, since the client's holds the statement that failed, and that may hold a password.
 *
 * @param {string} doing
 * @param {unknown} error
 * @param {readonly string[]} secrets what may not be shown, should a server repeat it
 * @returns {Error}
 */
export function withoutSecrets(doing, error, secrets) {
  const said = error instanceof Error ? error.message || error.name : String(error);
  const code = property(error, "code");
  const hint = property(error, "hint");
  const text = [
    `${doing}: ${said}`,
    ...(typeof code === "string" && !said.includes(code) ? [` (${code})`] : []),
    ...(typeof hint === "string" ? [`. ${hint}`] : []),
  ].join("");
  const failure = new Error(
    secrets
      .flatMap((secret) => [secret, encodeURIComponent(secret)])
      .reduce((shown, secret) => shown.replaceAll(secret, "***"), text),
  );
  // Lambda sends the stack to whoever called, and what is to be mended stands in the message.
  failure.stack = `Error: ${failure.message}`;
  return failure;
}

/**
 * @param {unknown} from
 * @param {string} key
 * @returns {unknown}
 */
function property(from, key) {
  return typeof from === "object" && from !== null ? Reflect.get(from, key) : undefined;
}
