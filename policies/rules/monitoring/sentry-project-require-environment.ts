import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const sentryProjectRequireEnvironment = resourceRule({
  id: "sentry-project-require-environment",
  severity: "low",
  title: "A Sentry project's name says its environment",
  why: "errors of production would drown in those of development",
  source: "SVC-4",
  fix: "End its name with the environment's.",
  waivable: "everywhere",
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
