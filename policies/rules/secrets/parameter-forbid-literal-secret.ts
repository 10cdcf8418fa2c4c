import { textAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

export const parameterForbidLiteralSecret = resourceRule({
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
