import { environmentOf, type PackData } from "./pack-data";
import type { PolicyStack } from "./resource";
import type { Scope, Scoped } from "./rule";
import { StackIndex } from "./stack-index";

/** A stack that environments.yaml does not know can't be judged, so it can't pass. */
export class UnknownStackError extends Error {
  public constructor(stack: string) {
    super(
      `the stack "${stack}" is not in policies/environments.yaml: add it there or fix its name`,
    );
  }
}

/** Who a stack is. @throws UnknownStackError when environments.yaml does not know it. */
export function scopeOf(stack: string, data: PackData): Scope {
  const environment = environmentOf(data, stack);
  if (environment === undefined) throw new UnknownStackError(stack);
  return { stack, tier: environment.tier, environment, data };
}

/** A stack and who it is. @throws UnknownStackError when environments.yaml does not know it. */
export function scopedOf(stack: PolicyStack, data: PackData): Scoped {
  return { ...scopeOf(stack.stack, data), index: new StackIndex(stack) };
}
