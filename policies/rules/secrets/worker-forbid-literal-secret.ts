import { recordsIn, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

/** Binding types whose value anyone with access to the account reads. */
const plain = ["plain_text", "json"];

export const workerForbidLiteralSecret = resourceRule({
  types: [
    "cloudflare:index/workerVersion:WorkerVersion",
    "cloudflare:index/workersScript:WorkersScript",
  ],
  check({ props }) {
    return violationOf(
      literalSecrets(
        "its bindings",
        recordsIn(props, "bindings")
          .filter((binding) => plain.includes(textAt(binding, "type")))
          .map((binding) => [textAt(binding, "name"), binding.text ?? binding.json]),
      ),
    );
  },
});
