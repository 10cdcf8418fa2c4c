import type { ModelAnswer, ModelRequest, ModelValues } from "../model";

/** The ARN of a resource in the account and region of the request. */
export function arn(request: ModelRequest, service: string, resource: string): string {
  return `arn:aws:${service}:${request.region}:${request.accountId}:${resource}`;
}

/** The ARN of a resource in a service that has no regions, for example IAM. */
export function globalArn(request: ModelRequest, service: string, resource: string): string {
  return `arn:aws:${service}::${request.accountId}:${resource}`;
}

/** The string input `key`, or the resource's logical name with six hex digits, as Pulumi's auto-naming does. */
export function nameOf(request: ModelRequest, key = "name"): string {
  const value = request.inputs[key];
  return typeof value === "string" ? value : `${request.name}-${request.hex(7)}`;
}

/** An answer whose id is the ARN, as for most of AWS. */
export function answerWithArn(value: string, outputs: ModelValues = {}): ModelAnswer {
  return { id: value, outputs: { arn: value, ...outputs } };
}
