import { createRequire } from "node:module";

type Read = (subject: object, ...others: readonly unknown[]) => unknown;

/**
 * Makes the SDK read each resource once. It does so anew for every policy, some hundred times, which is nine tenths of what
 * a pack of many policies takes. What it reads is not changed by any policy here; a version of the SDK that reads in another
 * way is left as it is.
 */
export function readOnce(): void {
  const sdk = createRequire(__filename);
  remember(sdk("@pulumi/policy/deserialize"), "deserializeProperties");
  remember(sdk("@pulumi/policy/proxy"), "unknownCheckingProxy");
}

function remember(module: unknown, name: string): void {
  const functions = module as Record<string, Read | undefined>;
  const read = functions[name];
  if (read === undefined) return;
  const known = new WeakMap<object, unknown>();
  functions[name] = (subject, ...others) => {
    // With a further wish it is a remediation's own copy.
    if (others.some((wish) => wish === true)) return read(subject, ...others);
    if (!known.has(subject)) known.set(subject, read(subject, ...others));
    return known.get(subject);
  };
}
