import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const sentryProjectRequireEnvironment = resourceRule({
  types: ["sentry:index/sentryProject:SentryProject"],
  check({ props }, { environment }) {
    const name = textAt(props, "name");
    return name.split(/[^a-z0-9-]+|(?<!pr)-/i).includes(environment.name)
      ? compliant
      : violation(
          `is called "${name}", which does not say ${environment.name}`,
          `End its name with -${environment.name}.`,
        );
  },
});
