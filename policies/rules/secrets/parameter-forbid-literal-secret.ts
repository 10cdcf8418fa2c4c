import { textAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

export const parameterForbidLiteralSecret = resourceRule({
  id: "parameter-forbid-literal-secret",
  severity: "critical",
  title: "No plain parameter holds a secret",
  why: "it is stored unencrypted",
  source: "SEC-1",
  fix: "Use the type SecureString.",
  waivable: "never",
  also: ["SSM.2"],
  types: ["aws:ssm/parameter:Parameter"],
  check({ name, props }) {
    if (textAt(props, "type") === "SecureString") return notApplicable;
    const path = typeof props.name === "string" ? props.name : name;
    const last = path.split("/").at(-1) ?? path;
    return violationOf(
      literalSecrets(
        "a parameter that is no SecureString",
        [props.value, props.insecureValue, props.valueWo]
          .filter((value, index) => index === 0 || value !== undefined)
          .map((value) => [last, value] as const),
      ),
    );
  },
});
