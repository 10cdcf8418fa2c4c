import { isRecord, optional, recordAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

export const pagesForbidLiteralSecret = resourceRule({
  id: "pages-forbid-literal-secret",
  severity: "critical",
  title: "No Pages project gets a secret as plain text",
  why: "the dashboard shows it, and builds print it",
  source: "SEC-1",
  fix: "Use the type secret_text.",
  waivable: "never",
  types: ["cloudflare:index/pagesProject:PagesProject"],
  check({ props }) {
    return violationOf(
      ["preview", "production"].flatMap((side) => {
        const path = `deploymentConfigs.${side}.envVars`;
        const variables = Object.entries(optional(recordAt, props, path) ?? {});
        return literalSecrets(
          path,
          variables.flatMap(([name, variable]) =>
            isRecord(variable) && variable.type === "secret_text"
              ? []
              : [[name, isRecord(variable) ? variable.value : variable] as const],
          ),
        );
      }),
    );
  },
});
