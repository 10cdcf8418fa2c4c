import type { Fault, FaultyRequest } from "../../../sandbox/neon-api/faults";
import type { NeonEmulator } from "../../../sandbox/neon-api/neon-emulator";

/** What goes wrong, for how many requests in a row. */
export interface Disturbance {
  readonly title: string;
  readonly fault: Fault;
  readonly times?: number;
  /** Whether it is over only when the time that a resource has runs out. */
  readonly takesTime?: true;
}

/** Each fault that Neon, or the way to it, may have; those that pass by themselves also for longer than anybody tries. */
export const disturbances: readonly Disturbance[] = [
  { title: "too many requests", fault: { kind: "throttled", retryAfterSeconds: 0 } },
  {
    title: "too many requests, for long",
    fault: { kind: "throttled", retryAfterSeconds: 0 },
    times: 6,
  },
  { title: "a locked project", fault: { kind: "locked" } },
  { title: "a server error", fault: { kind: "server-error", status: 500 } },
  { title: "a server that is not there", fault: { kind: "server-error", status: 503 } },
  {
    title: "a server error after the work",
    fault: { kind: "server-error", status: 502, workDone: true },
  },
  { title: "a connection cut before the work", fault: { kind: "refused" } },
  { title: "a lost reply", fault: { kind: "lost-reply" } },
  { title: "a reply past the deadline", fault: { kind: "held" }, takesTime: true },
];

/** One request, counted from the beginning of an operation, that is disturbed. */
export interface DisturbedCall {
  readonly disturbance: Disturbance;
  /** From 1. */
  readonly call: number;
}

/** Lets one organisation's requests go wrong from the given one on; the others' pass. */
export function disturb(
  neon: NeonEmulator,
  orgId: string,
  { disturbance: { fault, times = 1 }, call }: DisturbedCall,
): void {
  neon.faults.plan(fault, {
    where: (request) => organizationOf(neon, request) === orgId,
    nth: call,
    times,
  });
}

/** The organisation that a request is about. */
export function organizationOf(
  { neon }: NeonEmulator,
  { path, query, body }: FaultyRequest,
): string | undefined {
  const [, collection, id = ""] = path.split("/");
  if (collection === "organizations") return id;
  const project = neon.projects.get(id) ?? neon.deletedProjects.get(id)?.stored;
  if (project !== undefined) return project.project.org_id;
  const { project: wanted } = (body ?? {}) as { readonly project?: { readonly org_id?: string } };
  return query.org_id ?? wanted?.org_id;
}
