import { type Environment, githubEnvironments } from "../environments";
import { optional, textAt } from "../read";
import type { StackIndex } from "../stack-index";
import { emergencyRoles, ownAccounts } from "./own";
import { attachmentType, declaredBy } from "./rights";
import { gatesOf, roleType } from "./ways-in";

const remembered = new WeakMap<StackIndex, ReadonlySet<string>>();

/** The roles of GitHub's jobs and what gives them their rights, the role for emergencies, and every boundary. */
export function guardedIn(stack: StackIndex, environment: Environment): ReadonlySet<string> {
  const [account = ""] = ownAccounts(environment);
  let guarded = remembered.get(stack);
  if (guarded === undefined) {
    const jobs = stack
      .ofType(roleType)
      .filter((role) =>
        gatesOf(role).some((gate) => githubEnvironments(environment).includes(gate)),
      );
    const attached = stack
      .ofType(attachmentType)
      .filter(({ props }) => jobs.some((role) => role.props.name === textAt(props, "role")))
      .map((grant) => declaredBy(grant, stack))
      .filter((each) => typeof each !== "string");
    guarded = new Set([
      ...jobs.map(({ props }) => `arn:aws:iam::${account}:role/${String(props.name)}`),
      ...attached.map(({ props }) => `arn:aws:iam::${account}:policy/${String(props.name)}`),
      ...emergencyRoles(environment),
      ...stack
        .ofType(roleType)
        .flatMap(({ props }) => optional(textAt, props, "permissionsBoundary") ?? []),
    ]);
    remembered.set(stack, guarded);
  }
  return guarded;
}
