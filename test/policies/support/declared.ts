import type { PolicyResource, PolicyStack } from "../../../policies/resource";
import { wrapUnknown } from "../../../policies/unknown";

/** A resource as a test writes it down; everything else is what a program usually gives. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly updateTimeout?: string;
  readonly ignoreChanges?: readonly string[];
  /** Inputs of its provider; `null` for a resource that uses the default one. */
  readonly provider?: Readonly<Record<string, unknown>> | null;
  /** Names of the resources that each property was made from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** Resources of a type, called `subject` unless told otherwise. */
export function declaring(
  type: string,
): (props: Declared["props"], more?: Partial<Declared>) => Declared {
  return (props, more = {}) => ({ type, name: "subject", props, ...more });
}

/** Stands for a value that only the cloud could tell. */
export const unknown = Symbol("unknown");

export function urnOf(stack: string, { type, name }: Pick<Declared, "type" | "name">): string {
  return `urn:pulumi:${stack}::platform::${type}::${name}`;
}

export function stackOf(stack: string, declared: readonly Declared[]): PolicyStack {
  const urns = new Map(declared.map((each) => [each.name, urnOf(stack, each)]));
  const root: Declared = {
    type: "pulumi:pulumi:Stack",
    name: `platform-${stack}`,
    props: {},
    provider: null,
  };
  const whole = declared.some(({ type }) => type === root.type) ? declared : [root, ...declared];
  return { stack, resources: whole.map((each) => resourceOf(stack, each, urns)) };
}

function resourceOf(
  stack: string,
  declared: Declared,
  urns: ReadonlyMap<string, string>,
): PolicyResource {
  const propertyDependencies = Object.fromEntries(
    Object.entries(declared.from ?? {}).map(([property, names]) => [
      property,
      names.map((name) => {
        const urn = urns.get(name);
        if (urn === undefined) throw new Error(`the test declares no resource "${name}"`);
        return urn;
      }),
    ]),
  );
  return {
    urn: urnOf(stack, declared),
    type: declared.type,
    name: declared.name,
    props: wrapUnknown(declared.props, (value) => value === unknown),
    options: {
      protect: declared.protect ?? false,
      ignoreChanges: declared.ignoreChanges ?? [],
      deleteBeforeReplace: undefined,
      additionalSecretOutputs: [],
      customTimeouts: { create: "", update: declared.updateTimeout ?? "", delete: "" },
    },
    parent: undefined,
    provider:
      declared.provider === null
        ? undefined
        : {
            urn: `urn:pulumi:${stack}::platform::pulumi:providers:aws::aws`,
            type: "pulumi:providers:aws",
            props: declared.provider ?? {},
          },
    dependencies: [...new Set(Object.values(propertyDependencies).flat())],
    propertyDependencies,
  };
}
