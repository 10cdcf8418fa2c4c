import type { Properties } from "./resource";

/** A rule read a value that only the cloud can tell: neither a pass nor a violation. */
export class UnknownValueError extends Error {
  public constructor(path: readonly PropertyKey[]) {
    super(`${path.map(String).join(".")} is not known before the update`);
  }
}

/** CrossGuard's own error of that name comes from another package, so the name decides. */
export function isUnknownValueError(error: unknown): error is Error {
  return error instanceof Error && error.constructor.name === UnknownValueError.name;
}

/**
 * The properties, such that reading an unknown throws. Only what holds an unknown is proxied: nearly every resource
 * comes back as it is.
 */
export function wrapUnknown(props: Properties, isUnknown: (value: unknown) => boolean): Properties {
  return guard(props, isUnknown, []) as Properties;
}

function guard(value: unknown, isUnknown: Test, path: readonly PropertyKey[]): unknown {
  return isContainer(value) && holdsUnknown(value, isUnknown)
    ? new Proxy(value, {
        get(target, key, receiver): unknown {
          const item: unknown = Reflect.get(target, key, receiver);
          const at = [...path, key];
          if (isUnknown(item)) throw new UnknownValueError(at);
          return Object.hasOwn(target, key) ? guard(item, isUnknown, at) : item;
        },
      })
    : value;
}

function holdsUnknown(value: unknown, isUnknown: Test): boolean {
  if (isUnknown(value)) return true;
  if (!isContainer(value)) return false;
  for (const key in value) if (holdsUnknown(value[key], isUnknown)) return true;
  return false;
}

type Test = (value: unknown) => boolean;

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
