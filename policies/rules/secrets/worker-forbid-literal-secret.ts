import { has, recordsIn, textAt } from "../../read";
import type { Properties } from "../../resource";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

/** The one type of a binding with a value of its own that Cloudflare shows nobody. */
const hidden = "secret_text";
const plain = ["plain_text", "json"];

/** Other types point to what they bind; one that carries a value is plain, whatever it is called. */
function isPlain(binding: Properties): boolean {
  const type = textAt(binding, "type");
  return (
    plain.includes(type) || (type !== hidden && (has(binding, "text") || has(binding, "json")))
  );
}

export const workerForbidLiteralSecret = resourceRule({
  id: "worker-forbid-literal-secret",
  severity: "critical",
  title: "No Worker gets a secret as plain text",
  why: "the dashboard shows it",
  source: "SEC-1",
  fix: "Use a secret_text or secrets_store_secret binding.",
  waivable: "never",
  types: [
    "cloudflare:index/workerVersion:WorkerVersion",
    "cloudflare:index/workersScript:WorkersScript",
  ],
  check({ props }) {
    return violationOf(
      literalSecrets(
        "its bindings",
        recordsIn(props, "bindings")
          .filter(isPlain)
          .map((binding) => [textAt(binding, "name"), binding.text ?? binding.json]),
      ),
    );
  },
});
