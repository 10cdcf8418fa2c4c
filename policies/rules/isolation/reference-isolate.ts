import { certainOf } from "../../certain";
import { type ReferenceKind, ownEnvironments } from "../../environments";
import { foreignMentions } from "../../mentions";
import { textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { resourceRule, type Scope, violationOf } from "../../rule";
import { few } from "../../wording";
import { variablesOf } from "../monitoring/variables";

/** The tag that says what a resource is called in the program. */
const ownName = "tags.logical-name";

/** Of whose mail somebody is: it leads to no host. */
const mailDomain = ".emailDomain.domain";

const phrases: Readonly<Record<ReferenceKind, string>> = {
  account: "account",
  "cloudflare-account": "Cloudflare account",
  "cloudflare-zone": "Cloudflare zone",
  host: "host",
  name: "name",
  "github-environment": "GitHub environment",
  database: "database",
};

export const referenceIsolate = resourceRule({
  id: "reference-isolate",
  severity: "critical",
  title:
    "No input names another environment's account, host, resource, database or GitHub environment",
  why: "a wrong setting is how one environment reaches into another",
  source: "ISO-7",
  fix: "Name the environment's own, or list the reference under allowed in policies/environments.yaml.",
  waivable: "never",
  types: "all",
  check(resource, scope) {
    const { type, name, props } = resource;
    // What the program calls a resource refers to nothing: a workload may be called as the product is.
    const isOwnName = valueAt(props, ownName) === name;
    const named = (): readonly string[] =>
      foreignMentions(props, scope, type)
        .filter(({ path }) => path !== ownName || !isOwnName)
        .filter(({ path }) => !path.endsWith(mailDomain))
        .map(
          ({ path, mention }) =>
            `names ${mention.owners.join(" and ")}'s ${phrases[mention.kind]} "${mention.text}" in ${path}`,
        );
    const texts = certainOf([
      () => foreignStack(resource, scope),
      named,
      () => foreignEnvironment(resource, scope),
    ]);
    return violationOf(few([...new Set(texts)]));
  },
});

/** A bare name like `production` is no sign in a text, but it is one where a program is told where it runs. */
function foreignEnvironment(
  resource: PolicyResource,
  { environment, data }: Scope,
): readonly string[] {
  const own = ownEnvironments(environment).map((each) => each.name);
  return variablesOf(resource)
    .filter(([variable]) => /ENVIRONMENT$|^(?:PULUMI_)?STACK$/i.test(variable))
    .filter(([, value]) => data.environments.has(String(value)) && !own.includes(String(value)))
    .map(([variable, value]) => `says that it is ${String(value)} in ${variable}`);
}

/** Another stack's outputs are read by its name alone: `<organisation>/<project>/<stack>`. */
function foreignStack({ type, props }: PolicyResource, { environment }: Scope): readonly string[] {
  if (type !== "pulumi:pulumi:StackReference") return [];
  const name = textAt(props, "name");
  const own = [...ownEnvironments(environment).map((each) => each.name), "shared"];
  return own.includes(name.split("/").at(-1) ?? "") ? [] : [`reads the outputs of "${name}"`];
}
