import { listOf, type Statement } from "../../iam/policy";
import { type Environment, ownEnvironments } from "../environments";
import { isText } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { isUnknownValueError } from "../unknown";
import { contextsFor } from "./contexts";
import { policyAt } from "./documents";

export const roleType = "aws:iam/role:Role";
export const githubIssuer = "token.actions.githubusercontent.com";

/** Who takes a role: a GitHub job by the gate that it passed, a container by what it takes the role for, a service. */
export type Way =
  | "deployer"
  | "approver"
  | "previewer"
  | "task"
  | "execution"
  | "backup"
  | "chatbot"
  | "ecs"
  | "lambda"
  | "s3"
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
  return isRun(role, stack, "executionRoleArn") && !isRun(role, stack, "taskRoleArn")
    ? "execution"
    : "task";
}

function isRun(role: PolicyResource, stack: StackIndex, property: string): boolean {
  if (stack.referring(role, taskDefinitionType, property).length > 0) return true;
  return namesIn(stack, property).has(String(role.props.name));
}

const remembered = new WeakMap<StackIndex, Map<string, ReadonlySet<string>>>();

/** Names of the roles that task definitions name there by their ARN. */
function namesIn(stack: StackIndex, property: string): ReadonlySet<string> {
  let known = remembered.get(stack);
  if (known === undefined) remembered.set(stack, (known = new Map<string, Set<string>>()));
  let names = known.get(property);
  if (names === undefined) {
    names = new Set(
      stack.ofType(taskDefinitionType).flatMap((definition) => {
        const arn = knownAt(definition, property);
        return isText(arn) ? [arn.slice(arn.lastIndexOf("/") + 1)] : [];
      }),
    );
    known.set(property, names);
  }
  return names;
}

/** A role whose ARN is not known yet is found by what the argument was made from. */
function knownAt({ props }: PolicyResource, property: string): unknown {
  try {
    return props[property];
  } catch (error) {
    if (isUnknownValueError(error)) return undefined;
    throw error;
  }
}

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
    if (own.gates.at(-1) === gate) return "deployer";
    if (own.gates.includes(gate)) return "approver";
  }
  return `jobs of "${gate}"`;
}
