import { matches } from "../../iam/pattern";
import { type Environment, ownEnvironments } from "../environments";
import { oncePerObject, oncePerText } from "../once";

/** An account of nobody's whom anybody here knows. */
export const strangersAccount = "000000000000";

/**
 * A pattern with an environment's own in place of `<name>`, `<account>`, `<product>` and `<stack>`, in every way that there
 * is: a pull request's environment is also what it lives in.
 */
export function ownForms(pattern: string, environment: Environment): readonly string[] {
  return formsOf(environment)(pattern);
}

const formsOf = oncePerObject((environment: Environment) =>
  oncePerText((pattern) => fill(pattern, environment)),
);

/** The roles for emergencies, which no deployment takes. */
export function emergencyRoles(environment: Environment): readonly string[] {
  return ownForms("arn:aws:iam::<account>:role/<product>-<stack>-break-glass", environment);
}

function fill(pattern: string, environment: Environment): readonly string[] {
  const forms = ownEnvironments(environment).flatMap(({ names }) =>
    ownAccounts(environment).flatMap((account) =>
      names.map((name) =>
        pattern
          .replaceAll("<name>", name)
          .replaceAll("<account>", account)
          .replaceAll("<product>", productOf(environment))
          .replaceAll("<stack>", environment.name),
      ),
    ),
  );
  return [...new Set(forms)];
}

export function ownAccounts(environment: Environment): readonly string[] {
  return ownEnvironments(environment).flatMap(({ accounts }) => accounts);
}

/** What every environment's name begins with. */
function productOf({ name, names }: Environment): string {
  return names.find((each) => each.endsWith(`-${name}`))?.slice(0, -name.length - 1) ?? name;
}

/** Whether one of the patterns takes in whatever a pattern, or a text, means. */
export function within(
  text: string,
  patterns: readonly string[],
  environment: Environment,
  caseless = false,
): boolean {
  return patterns.some((pattern) =>
    ownForms(pattern, environment).some((form) => matches(form, text, caseless)),
  );
}
