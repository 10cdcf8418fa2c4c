import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import {
  CommandError,
  type EngineEvent,
  type PreviewOptions,
  type Stack,
} from "@pulumi/pulumi/automation";
import { creationsIn, interrupted } from "./find/creations";
import { MissingInput } from "./find/finder";
import { finders } from "./find/finders/finders";
import {
  type ExportedState,
  holdsSecret,
  providerOf,
  resourcesOf,
  type StateResource,
  withoutSecrets,
} from "./state";

/** What the program would do to the stack. */
export interface Plan {
  readonly events: readonly EngineEvent[];
  /** What the engine objected to; the plan ends there. */
  readonly failure?: string;
}

/** Runs the stack's program as `preview` does; a program that fails is said, and no error. */
export async function planOf(stack: Stack, options: PreviewOptions = {}): Promise<Plan> {
  const events: EngineEvent[] = [];
  try {
    await stack.preview({ color: "never", ...options, onEvent: (event) => events.push(event) });
    return { events };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { events, failure: objectionIn(events) ?? error.message.trim() };
  }
}

/** Whether the plan creates anything of which the service would make a second one without a word. */
export function createsListed(events: readonly EngineEvent[]): boolean {
  return createdBy(events).some(({ type }) => finders[type]?.kind === "listed");
}

/**
 * What the plan creates, and an earlier `up` may have made without hearing of it: of types whose service chooses the id
 * and lists what it has. Of any other type it refuses a second one, or makes none. Nothing can have been made whose
 * inputs, provider or parent are still to come.
 */
export function plannedCreations(
  events: readonly EngineEvent[],
  state: ExportedState,
): readonly StateResource[] {
  const there = new Set(resourcesOf(state).map(({ urn }) => urn));
  const pending = new Set(creationsIn(state).map(({ resource: { urn } }) => urn));
  return createdBy(events).filter(
    (resource) =>
      !pending.has(resource.urn) &&
      (resource.parent === undefined || there.has(resource.parent)) &&
      hasProvider(resource, state) &&
      !holdsUnknown(resource.inputs) &&
      canBeListed(resource, state),
  );
}

/** The resource as a state can hold it: a plan shows no secret, so the refresh or the next `up` fills it in. */
export function withoutPlannedSecrets(resource: StateResource): StateResource {
  const { inputs = {} } = resource;
  const secrets = Object.keys(inputs).filter((key) => holdsSecret(inputs[key]));
  return { ...resource, inputs: withoutSecrets(inputs), additionalSecretOutputs: secrets };
}

function createdBy(events: readonly EngineEvent[]): readonly StateResource[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const { op, new: wanted } = resourcePreEvent?.metadata ?? {};
    if (wanted === undefined || (op !== "create" && op !== "create-replacement")) return [];
    const { urn, type, custom, parent, protect, provider, inputs } = wanted;
    return [
      {
        urn,
        type,
        inputs,
        ...(custom === true && { custom }),
        ...(parent !== "" && { parent }),
        ...(protect === true && { protect }),
        ...(provider !== "" && { provider }),
      },
    ];
  });
}

/** Another one than the state has would be made anew before the resource. */
function hasProvider(resource: StateResource, state: ExportedState): boolean {
  const found = providerOf(resource, state);
  return found !== undefined && resource.provider === `${found.urn}::${found.id ?? ""}`;
}

function canBeListed(resource: StateResource, state: ExportedState): boolean {
  const finder = finders[resource.type];
  if (finder?.kind !== "listed") return false;
  try {
    finder.args(interrupted(resource, state));
    return true;
  } catch (error) {
    if (error instanceof MissingInput) return false;
    throw error;
  }
}

function holdsUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

/** How the first error begins: what it is of, and the first of what it lists. */
function objectionIn(events: readonly EngineEvent[]): string | undefined {
  const error = events.find(({ diagnosticEvent }) => diagnosticEvent?.severity === "error");
  const said = error?.diagnosticEvent?.message.split("\n").map((line) => line.trim()) ?? [];
  const [first, next] = said.filter((line) => line !== "" && !/^at\b/.test(line));
  return next === undefined ? first : `${first ?? ""}: ${next}`;
}
