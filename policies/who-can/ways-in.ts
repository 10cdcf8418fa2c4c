import { listOf, type Statement } from "../../iam/policy";
import { type Environment, ownEnvironments } from "../environments";
import { oncePerObject } from "../once";
import { isText, optional, textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { contextsFor } from "./contexts";
import { policyAt } from "./documents";

export const roleType = "aws:iam/role:Role";
export const githubIssuer = "token.actions.githubusercontent.com";

/** Who takes a role: a GitHub job by the gate that it passed, a container by what it takes the role for, a service. */
export type Way =
  | "deployer"
  | "approver"
  | "builder"
  | "previewer"
  | "task"
  | "execution"
  | "backup"
  | "chatbot"
  | "ecs"
  | "lambda"
  | "s3"
  | "scheduler"
  | "vpc-flow-logs";

/** Anybody else is meant to do nothing: by the name of the service, the gate or the kind of principal. */
export type AnyWay = Way | (string & {});

const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";

/** By whom a role may be taken. What a role is for is read from that alone: its name is whatever somebody gave it. */
export function waysInto(
  role: PolicyResource,
  environment: Environment,
  stack: StackIndex,
): readonly AnyWay[] {
  const ways = policyAt(role, "assumeRolePolicy")
    .statements.filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => {
      const { Principal } = statement;
      if (Principal === undefined || Principal === "*") return ["anybody"];
      return Object.entries(Principal).flatMap(([kind, named]) => {
        if (kind === "Service") return listOf(named).map((name) => wayOf(name, role, stack));
        return kind === "Federated" ? jobsOf(statement, environment) : ["an account's principals"];
      });
    });
  return [...new Set(ways)];
}

function wayOf(service: string, role: PolicyResource, stack: StackIndex): AnyWay {
  const name = service.replace(/\.amazonaws\.com$/, "");
  if (name !== "ecs-tasks") return name;
  return taskRolesIn(stack).has(String(role.props.name)) ? "task" : "execution";
}

/** Names of the roles that programs in containers have; what else a task takes starts it, and is never handed to them. */
const taskRolesIn = oncePerObject((stack: StackIndex): ReadonlySet<string> => {
  const arns = stack
    .ofType(taskDefinitionType)
    .flatMap(({ props }) => optional(textAt, props, "taskRoleArn") ?? []);
  return new Set(arns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
});

/** Which jobs of GitHub a statement lets in, by what the gates are for that it names. */
function jobsOf(statement: Statement, environment: Environment): readonly AnyWay[] {
  const gates = gatesIn(statement);
  if (gates.length === 0) return ["any job of GitHub"];
  return gates.map((gate) => jobOf(gate, environment));
}

/** GitHub environments that a statement asks a token for. */
function gatesIn(statement: Statement): readonly string[] {
  return contextsFor(statement).flatMap((claims) => {
    const subject = claims[`${githubIssuer}:sub`] ?? "";
    const named = /:environment:([^:]+)$/.exec(subject)?.[1];
    return [claims[`${githubIssuer}:environment`], named].filter(isText);
  });
}

/** GitHub environments whose jobs take a role. */
export function gatesOf(role: PolicyResource): readonly string[] {
  return [...new Set(policyAt(role, "assumeRolePolicy").statements.flatMap(gatesIn))];
}

function jobOf(gate: string, environment: Environment): AnyWay {
  for (const own of ownEnvironments(environment)) {
    if (own.previewEnvironments.includes(gate)) return "previewer";
    if (own.gates.at(-1) === gate) return own.tier === "shared" ? "builder" : "deployer";
    if (own.gates.includes(gate)) return "approver";
  }
  return `jobs of "${gate}"`;
}
