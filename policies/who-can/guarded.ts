import type { Environment } from "../environments";
import { optional, textAt } from "../read";
import type { StackIndex } from "../stack-index";
import { ownAccounts, ownForms } from "./own";
import { attachedBy, attachmentType, roleOf } from "./rights";
import { roleType, waysInto } from "./ways-in";

const remembered = new WeakMap<StackIndex, ReadonlySet<string>>();

/** The roles of GitHub's jobs and what gives them their rights, the role for emergencies, and every boundary. */
export function guardedIn(stack: StackIndex, environment: Environment): ReadonlySet<string> {
  const [account = ""] = ownAccounts(environment);
  let guarded = remembered.get(stack);
  if (guarded === undefined) {
    const jobs = stack
      .ofType(roleType)
      .filter((role) =>
        waysInto(role, environment, stack).some((way) =>
          ["approver", "deployer", "previewer"].includes(way),
        ),
      );
    const attached = stack
      .ofType(attachmentType)
      .filter((grant) => jobs.some((role) => roleOf(grant, stack) === role))
      .map((grant) => attachedBy(grant, stack))
      .filter((each) => typeof each !== "string");
    guarded = new Set([
      ...jobs.map(({ props }) => `arn:aws:iam::${account}:role/${String(props.name)}`),
      ...attached.map(({ props }) => `arn:aws:iam::${account}:policy/${String(props.name)}`),
      ...ownForms("arn:aws:iam::<account>:role/<product>-<stack>-break-glass", environment),
      ...stack
        .ofType(roleType)
        .flatMap(({ props }) => optional(textAt, props, "permissionsBoundary") ?? []),
    ]);
    remembered.set(stack, guarded);
  }
  return guarded;
}
