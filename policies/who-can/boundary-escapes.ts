import { evaluate } from "../../iam/evaluate";
import { listOf } from "../../iam/policy";
import type { PolicyResource } from "../resource";
import type { Scope } from "../rule";
import type { StackIndex } from "../stack-index";
import { actionsIn } from "./actions";
import type { Values } from "./contexts";
import { everything, policyAt } from "./documents";
import { guardedIn } from "./guarded";
import { meant } from "./meant";
import { ownAccounts, ownForms } from "./own";
import { powers } from "./powers";
import { requestBy, resourcesFor, usual } from "./requests";

/** What no role may do however much its policies allow, by the power; every action of it unless some are named. */
interface Limit {
  readonly power: string;
  readonly actions?: readonly string[];
  /** What it is done to; anything unless given. */
  readonly on?: "what deploys";
  readonly saying?: (boundary: string) => Values;
}

const granting = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePolicy",
];
const editing = [...granting, "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];
const lifting = ["iam:PutRolePermissionsBoundary"];
const inside = (boundary: string) => ({ "iam:permissionsboundary": boundary });
const elsewhere = (boundary: string) => inside(`${boundary}-another`);

const limits: readonly Limit[] = [
  { power: "give somebody rights", actions: granting },
  { power: "give somebody rights", actions: granting, saying: elsewhere },
  { power: "give somebody rights", actions: ["iam:AttachUserPolicy", "iam:CreateAccessKey"] },
  { power: "give somebody rights", actions: ["iam:CreateUser", "iam:PutUserPolicy"] },
  { power: "give somebody rights", actions: editing, on: "what deploys", saying: inside },
  { power: "say who takes a role", on: "what deploys", saying: inside },
  { power: "be another role", on: "what deploys" },
  { power: "be another role", actions: ["sts:AssumeRole"] },
  { power: "lift a boundary" },
  { power: "lift a boundary", actions: lifting, saying: elsewhere },
  { power: "lift a boundary", actions: lifting, on: "what deploys", saying: inside },
  { power: "let others be trusted" },
  { power: "approve a deployment" },
  {
    power: "end a backup",
    actions: [
      "backup:DeleteBackupVaultLockConfiguration",
      "backup:DeleteRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
      "s3:BypassGovernanceRetention",
    ],
  },
  { power: "hide what was done" },
  {
    power: "run a command",
    actions: ["ec2:RunInstances"],
    saying: () => ({ "aws:requestedregion": "another" }),
  },
];

/** Services that somebody is meant to use, or whose powers are asked about, and those that open nothing. */
const services = new Set([
  ...[...meant.flatMap(({ may }) => actionsIn(may)), ...Object.values(powers).flat()].map(
    serviceOf,
  ),
  ...["ce", "scheduler", "synthetics", "tag", "xray"],
]);

/** Requests that a boundary leaves to a role that is allowed everything, in words. */
export function escapesFrom(
  boundary: PolicyResource,
  { environment }: Scope,
  stack: StackIndex,
): readonly string[] {
  const policy = policyAt(boundary, "policy");
  const [account = ""] = ownAccounts(environment);
  const [principal = ""] = ownForms("arn:aws:iam::<account>:role/<name>-anybody", environment);
  const guarded = [...guardedIn(stack, environment)];
  const arn = `arn:aws:iam::${account}:policy/${String(boundary.props.name)}`;
  const found = limits.flatMap(({ power, actions = powers[power] ?? [], on, saying }) => {
    const values = saying?.(arn) ?? {};
    return actions.flatMap((action) =>
      targetsOf(action)
        .filter((resource) => {
          const request = requestBy(principal, action, resource, {
            ...usual(environment),
            ...values,
          });
          return evaluate({ identity: [everything], boundary: policy }, request).allowed;
        })
        .slice(0, 1)
        .map((resource) => `${power}: ${action} on ${resource}`),
    );

    function targetsOf(action: string): readonly string[] {
      if (on === undefined) return resourcesFor(action, "*", environment);
      const kind = /Policy(?:Version)?$/.test(action) && !/Role|User|Group|Assume/.test(action);
      return guarded.filter((each) => each.includes(":policy/") === kind);
    }
  });
  const beyond = policy.statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => (Action === undefined ? ["*"] : listOf(Action)))
    .filter((action) => !services.has(serviceOf(action)) || action.startsWith("*"));
  return [
    ...new Set([...found, ...beyond.map((action) => `use what nobody is meant to: ${action}`)]),
  ];
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":")).toLowerCase();
}
