import { matches } from "../../iam/pattern";
import { accountOf, type AccessRequest } from "../../iam/request";
import { type Environment, ownEnvironments } from "../environments";
import { instanceOf, type Values } from "./contexts";
import { ownAccounts, ownForms } from "./own";

/** What every honest request says of itself. */
export function usual(environment: Environment): Values {
  return {
    "aws:requestedregion": regionOf(environment),
    "aws:securetransport": "true",
    "s3:tlsversion": "1.3",
  };
}

/** What a principal of an account asks, saying that of itself. */
export function requestBy(
  principal: string,
  action: string,
  resource: string,
  values: Values,
): AccessRequest {
  return {
    principal,
    action,
    resource,
    context: {
      ...values,
      "aws:principalarn": principal,
      "aws:principalaccount": accountOf(principal),
    },
  };
}

/** Resources that a policy's pattern means for an action: what it says itself, the environment's own, and somebody else's. */
export function resourcesFor(
  action: string,
  pattern: string,
  environment: Environment,
  besides: readonly string[] = [],
): readonly string[] {
  const known = ["another", ...ownForms("<name>-own", environment).slice(0, 1)].flatMap((name) =>
    formsOf(action, name, environment),
  );
  const named = pattern === "*" ? [] : [instanceOf(pattern)];
  const meantBy = [...known, ...besides].filter((arn) => matches(pattern, arn));
  return [...new Set([...named, ...meantBy])].filter((arn) => isOf(action, arn));
}

/** What is done to a bucket is never done to an object. */
function isOf(action: string, arn: string): boolean {
  return !/^s3:\w*Bucket/.test(action) || !arn.includes("/");
}

function formsOf(action: string, name: string, environment: Environment): readonly string[] {
  const [service = ""] = action.split(":");
  const region = regionOf(environment);
  const [account = ""] = ownAccounts(environment);
  const arn = (resource: string, place = `${region}:${account}`) => [
    `arn:aws:${service}:${place}:${resource}`,
  ];
  if (service === "s3") return arn(action.includes("Object") ? `${name}/data` : name, ":");
  if (service === "secretsmanager") return arn(`secret:${name}-AbCdEf`);
  if (service === "kms") return arn("key/00000000-0000-4000-8000-000000000000");
  if (service === "logs") return arn(`log-group:${name}`);
  if (service === "lambda") return arn(`function:${name}`);
  if (service !== "iam" && service !== "sts") return arn(name);
  const kind = action.includes("Provider") ? "oidc-provider" : kindOf(action);
  return [`arn:aws:iam::${account}:${kind}/${name}`];
}

function kindOf(action: string): string {
  if (/User|AccessKey|LoginProfile/.test(action)) return "user";
  return /(?:Create|Set|Delete)(?:Default)?Policy/.test(action) ? "policy" : "role";
}

export function regionOf(environment: Environment): string {
  return ownEnvironments(environment).flatMap(({ regions }) => regions)[0] ?? "";
}
