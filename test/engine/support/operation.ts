import type { EngineEvent, OpType, Stack, StepEventMetadata } from "@pulumi/pulumi/automation";
import { nameOf } from "../../../catalog/urn";

/** The engine's operations, each without asking anybody. */
export type OperationName = "preview" | "up" | "refresh" | "previewRefresh" | "destroy";

export interface OperationOptions {
  /** Folder of the policy pack that judges it. Default: none. */
  readonly policies?: string;
  /** Whether any change is an error. Default: no. */
  readonly expectNoChanges?: boolean;
  /** Whether the clouds are read first. Default: no. */
  readonly refresh?: boolean;
  /** URNs of what an `up` makes anew. Default: nothing. */
  readonly replace?: string[];
  /** Whether what does not depend on a failure is done all the same. Default: no. */
  readonly continueOnError?: boolean;
  /** URNs, with `*` and `**`, that are left out. Default: none. */
  readonly exclude?: string[];
  /** Whether what depends on these is left out too. Default: no. */
  readonly excludeDependents?: boolean;
  /** How many resources are worked on at once. Default: the engine's. */
  readonly parallel?: number;
  /** Ends it, as Ctrl-C does. Default: nothing does. */
  readonly signal?: AbortSignal;
  /** How much the engine logs, up to 11. Default: nothing. */
  readonly logVerbosity?: number;
  /** Whether the log is printed. Default: no. */
  readonly logToStdErr?: boolean;
  /** Whether what the engine starts logs as it does. Default: no. */
  readonly logFlow?: boolean;
}

/** One resource as an operation planned or changed it; what stays the same has the operation `same`. */
export interface Step {
  readonly operation: OpType;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Inputs that differ, for an update or a replacement. */
  readonly diffs: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What an operation did, said and judged. */
export interface Operation {
  /** Nothing where it succeeded. */
  readonly failure: Error | undefined;
  readonly steps: readonly Step[];
  readonly events: readonly EngineEvent[];
  /** Everything that it printed. */
  readonly output: string;
}

/** Runs an operation to its end, whether it succeeds or not. */
export async function attempt(
  stack: Stack,
  name: OperationName,
  { policies, ...options }: OperationOptions = {},
): Promise<Operation> {
  const events: EngineEvent[] = [];
  const output: string[] = [];
  const all = {
    ...options,
    ...(policies !== undefined && { policyPacks: [policies] }),
    color: "never" as const,
    onEvent: (event: EngineEvent) => events.push(event),
    onOutput: (text: string) => output.push(text),
    onError: (text: string) => output.push(text),
  };
  let failure: Error | undefined;
  try {
    await stack[name](all);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  return { failure, steps: stepsIn(events), events, output: output.join("") };
}

/** @throws Error when the operation fails. */
export async function operate(
  stack: Stack,
  name: OperationName,
  options: OperationOptions = {},
): Promise<Operation> {
  const operation = await attempt(stack, name, options);
  if (operation.failure !== undefined) throw operation.failure;
  return operation;
}

/** What is not the same afterwards, as `update aws:ecs/service:Service dev-blue-admin-service`, in alphabetical order. */
export function changesOf(operation: Operation): readonly string[] {
  return changedSteps(operation)
    .map(({ operation, type, name }) => `${operation} ${type} ${name}`)
    .sort();
}

/** As `changesOf`, with the inputs that differ. */
export function changedSteps({ steps }: Operation): readonly Step[] {
  return steps.filter(
    ({ operation, type }) => !quiet.has(operation) && type !== "pulumi:pulumi:Stack",
  );
}

/** What is no change, and the two halves of a replacement, which is a step of its own. */
const quiet: ReadonlySet<OpType> = new Set<OpType>([
  "same",
  "read",
  "refresh",
  "create-replacement",
  "delete-replaced",
]);

function stepsIn(events: readonly EngineEvent[]): readonly Step[] {
  return events.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent === undefined ? [] : [stepOf(resourcePreEvent.metadata)],
  );
}

function stepOf({ op, urn, type, diffs, new: news }: StepEventMetadata): Step {
  return {
    operation: op,
    urn,
    type,
    name: nameOf(urn),
    diffs: diffs ?? [],
    inputs: (news?.inputs ?? {}) as Readonly<Record<string, unknown>>,
  };
}
