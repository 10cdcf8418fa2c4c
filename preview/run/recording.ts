import { urnOf } from "../../catalog/urn";
import { uuid } from "../../sandbox/aws/uuid";
import type { FunctionModels, ModelValues, ResourceModels } from "../../sandbox/model";
import { modelRequest } from "../../sandbox/request";
import { Secret, Unknown, type Tree, type TreeMap, revealMap } from "../report/tree";

const stackType = "pulumi:pulumi:Stack";

/** The engine's own resource: a value in the state, which its first update fixes as `output`. */
const stashType = "pulumi:index:Stash";

/** What a program asks the engine to register, whichever way the request arrived. */
export interface RegistrationRequest {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** Whether another process makes the component. */
  readonly remote: boolean;
  readonly parent: string | undefined;
  /** `<provider URN>::<id>`. */
  readonly provider: string | undefined;
  readonly inputs: TreeMap;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: RegistrationOptions;
  /** The moments at which the program wants to be called, for example `beforeCreate`. */
  readonly hooks: readonly string[];
  /** Id of the object in the cloud that becomes this resource instead of a new one. */
  readonly importId: string | undefined;
  readonly source: string | undefined;
}

/** Resource options, as policies see them. */
export interface RegistrationOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean | undefined;
  readonly retainOnDelete: boolean;
  readonly additionalSecretOutputs: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly customTimeouts: {
    readonly create: string;
    readonly update: string;
    readonly delete: string;
  };
}

export interface Registration extends RegistrationRequest {
  readonly urn: string;
  readonly id: string | undefined;
  outputs: TreeMap;
}

/** One stack's registrations: gives each its URN and asks the resource model what the cloud would answer. */
export class Recording {
  public readonly registrations = new Map<string, Registration>();
  /** The first registration that failed; the SDK reports it late and more than once. */
  public failure: Error | undefined;
  /** What the program warns of. */
  public readonly warnings: string[] = [];

  public constructor(
    public readonly project: string,
    public readonly stack: string,
    private readonly resources: ResourceModels,
    private readonly functions: FunctionModels,
  ) {}

  /** URNs of a resource and of what is around it, from the inside out. */
  public ancestorsOf(urn: string | undefined): readonly string[] {
    if (urn === undefined) return [];
    return [urn, ...this.ancestorsOf(this.registrations.get(urn)?.parent)];
  }

  /** Begins again, as if nothing had been registered. */
  public clear(): void {
    this.registrations.clear();
    this.failure = undefined;
    this.warnings.length = 0;
  }

  public fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
  }

  /** The URN that the engine gives: the type is qualified by the parents' types, but for the stack's. */
  public urn(parent: string | undefined, type: string, name: string): string {
    const parentType = parent?.split("::")[2];
    const qualified =
      parentType === undefined || parentType === stackType ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.stack}::${this.project}::${qualified}::${name}`;
  }

  /** @throws Error when the program declares a URN twice, or a type that the model does not know. */
  public register(request: RegistrationRequest): Registration {
    const urn = this.urn(request.parent, request.type, request.name);
    if (this.registrations.has(urn)) throw new Error(`Duplicate resource URN '${urn}'`);
    const answer = request.custom
      ? this.answer(request, urn)
      : { id: undefined, outputs: {} as TreeMap };
    const registration: Registration = { ...request, urn, ...answer };
    this.registrations.set(urn, registration);
    return registration;
  }

  public registerOutputs(urn: string, outputs: TreeMap): void {
    const registration = this.registrations.get(urn);
    if (registration === undefined) throw new Error(`unknown resource ${urn}`);
    registration.outputs = outputs;
  }

  /** @throws Error when no function model is prepared for the token. */
  public invoke(token: string, args: TreeMap, provider: string | undefined): ModelValues {
    const model = this.functions[token];
    if (model === undefined) {
      throw new Error(
        `the sandbox has no model of the function ${token}: add one to sandbox/models.ts`,
      );
    }
    return model(revealMap(args, undefined), this.providerInputs(provider));
  }

  private answer(request: RegistrationRequest, urn: string): { id: string; outputs: TreeMap } {
    const inputs = revealMap(request.inputs, undefined);
    const provider = this.providerInputs(request.provider);
    const asked = modelRequest({ type: request.type, name: request.name, urn, inputs, provider });
    const own = engineAnswer(request);
    if (own !== undefined) return { id: uuid(asked.hex(32)), outputs: own };
    const model = this.resources[request.type];
    if (model === undefined) {
      throw new Error(
        `the sandbox has no model of ${request.type} (resource "${request.name}"): add one under sandbox/`,
      );
    }
    const answer = model(asked);
    const secrets = new Set([
      ...(answer.secretOutputs ?? []),
      ...request.options.additionalSecretOutputs,
    ]);
    const outputs: Record<string, Tree> = {};
    for (const [key, value] of Object.entries(answer.outputs ?? {})) {
      const tree = value as Tree;
      outputs[key] = secrets.has(key) ? new Secret(tree) : tree;
    }
    // A default of the service never takes the place of what the program asked for.
    return { id: request.importId ?? answer.id, outputs: { ...outputs, ...request.inputs } };
  }

  private providerInputs(reference: string | undefined): ModelValues {
    if (reference === undefined) return {};
    const provider = this.registrations.get(urnOf(reference));
    return provider === undefined ? {} : revealMap(provider.inputs, undefined);
  }
}

/** The value of an output: unknown where the model has nothing to say, as in the engine's own preview. */
export function outputOf(registration: Registration, key: string): Tree {
  return registration.outputs[key] ?? Unknown.value;
}

/** What the engine answers by itself, without asking a cloud. */
function engineAnswer({ type, inputs }: RegistrationRequest): TreeMap | undefined {
  if (type.startsWith("pulumi:providers:")) return inputs;
  return type === stashType ? { ...inputs, output: inputs.input ?? null } : undefined;
}
