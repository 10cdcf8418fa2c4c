/** What can happen to a call, each as the engine would see it from a real service. */
export const happenings = {
  throttled: "the service refuses, since there were too many calls; nothing is done",
  "server-error": "the service fails; nothing is done",
  timeout: "no answer in time; nothing is done",
  "lost-reply": "the work is done, but the answer is lost on its way",
  "kill-before": "the engine is killed; nothing is done",
  "kill-after": "the work is done, then the engine is killed before it hears of it",
  "kill-replied": "the engine is killed while it takes note of the answer",
  "taken-back": "ECS takes the deployment back: what ran before runs on",
} as const;

/** Operations of a provider; `change` means create, update and delete, `deploy` what ECS makes of a created or updated service. */
export const operations = [
  "check",
  "diff",
  "preview",
  "create",
  "read",
  "update",
  "delete",
  "invoke",
  "change",
  "deploy",
] as const;

export type Happening = keyof typeof happenings;
export type Operation = Exclude<(typeof operations)[number], "change">;

/** One call that a cloud was asked to answer. */
export interface AskedFor {
  readonly operation: Operation;
  /** Type of the resource, or token of the function. */
  readonly type: string;
}

/** Something that happens on demand. */
export interface Fault {
  readonly happening: Happening;
  readonly operation: (typeof operations)[number];
  /** A type token, or `*` for every type. */
  readonly type: string;
  /** The first of the calls meant, counted from 1. */
  readonly first: number;
  /** To how many calls it happens, one after the other; `Infinity` for all that follow. */
  readonly times: number;
}

/** A fault that can't be read: the message says what is expected. */
export class FaultError extends Error {}

/** The operations that it can happen to: a deployment is taken back, and nothing else is. */
export function operationsOf(happening: Happening): readonly Fault["operation"][] {
  return operations.filter((name) => (name === "deploy") === (happening === "taken-back"));
}

/** How a fault is written. */
export const faultUsage = `<what> <operation> <type> [<number>] [x<times>|always]
    for example "lost-reply create aws:ecs/service:Service" or "throttled change * 7 x3"
    what       ${Object.keys(happenings).join(", ")}
    operation  ${operations.join(", ")}; change is create, update or delete, and
               deploy goes with taken-back only
    type       a type token, or * for all
    number     which of these calls, counted from 1 (default: 1)
    times      to how many calls in a row (default: x1)`;

/** @throws FaultError when the text says no fault. */
export function parseFault(text: string): Fault {
  const [what = "", on = "", type = "", ...rest] = text.trim().split(/\s+/);
  const happening = oneOf("what happens", what, Object.keys(happenings) as Happening[], text);
  const operation = oneOf("the operation", on, operationsOf(happening), text);
  if (type !== "*" && !/^[\w-]+:[\w/-]+(:[\w-]+)?$/.test(type)) {
    throw wrong(text, "the type", type, 'a token as "aws:s3/bucket:Bucket", or *');
  }
  const number = /^\d+$/.test(rest[0] ?? "") ? rest.shift() : undefined;
  if (number === "0") throw wrong(text, "the number", number, "a count from 1");
  const times = timesOf(rest.shift(), text);
  if (rest.length > 0) throw wrong(text, "the end", rest.join(" "), "nothing more");
  return { happening, operation, type, first: Number(number ?? "1"), times };
}

/** Faults to come, each with a count of the calls it is about. */
export class FaultPlan {
  private seen = new Map<Fault, number>();
  private readonly objections = new Map<string, string>();

  public constructor(private faults: readonly Fault[] = []) {}

  /** Plans these faults in place of those before, and counts anew. */
  public set(faults: readonly Fault[]): void {
    this.faults = faults;
    this.seen = new Map();
  }

  /** What is to happen to this call, which counts for every fault that is about it. */
  public next(call: AskedFor): Happening | undefined {
    const due = this.faults.filter((fault) => isAbout(fault, call) && this.isDue(fault));
    return due[0]?.happening;
  }

  /** ECS takes the next deployment of this service back, for this reason. */
  public object(urn: string, reason: string): void {
    this.objections.set(urn, reason);
  }

  /** Why ECS takes the deployment of a service back; nothing where it does not. */
  public objectionTo({
    type,
    urn,
  }: {
    readonly type: string;
    readonly urn: string;
  }): string | undefined {
    const own = this.objections.get(urn);
    this.objections.delete(urn);
    return this.next({ operation: "deploy", type }) === "taken-back"
      ? "ECS deployment circuit breaker: tasks failed to start."
      : own;
  }

  private isDue(fault: Fault): boolean {
    const number = (this.seen.get(fault) ?? 0) + 1;
    this.seen.set(fault, number);
    return number >= fault.first && number < fault.first + fault.times;
  }
}

/** Operations that change something in the cloud. */
const changes: ReadonlySet<Operation> = new Set(["create", "update", "delete"]);

export function isChange(operation: Operation): boolean {
  return changes.has(operation);
}

function isAbout({ operation, type }: Fault, call: AskedFor): boolean {
  const sameOperation =
    operation === "change" ? isChange(call.operation) : operation === call.operation;
  return sameOperation && (type === "*" || type === call.type);
}

function timesOf(text: string | undefined, whole: string): number {
  if (text === undefined) return 1;
  if (text === "always") return Infinity;
  const times = /^x([1-9]\d*)$/.exec(text)?.[1];
  if (times === undefined) throw wrong(whole, "the times", text, 'a count as "x3", or "always"');
  return Number(times);
}

function oneOf<Name extends string>(
  what: string,
  got: string,
  names: readonly Name[],
  whole: string,
): Name {
  const found = names.find((name) => name === got);
  if (found === undefined) throw wrong(whole, what, got, `one of ${names.join(", ")}`);
  return found;
}

function wrong(whole: string, what: string, got: string, expected: string): FaultError {
  return new FaultError(
    `fault "${whole}": ${what}\n` +
      `    got       ${got === "" ? "nothing" : got}\n` +
      `    expected  ${expected}\n` +
      `    fix       write ${faultUsage}`,
  );
}
