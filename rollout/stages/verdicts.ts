import type { Minute } from "../judge/counts";
import { judge, type Judgement } from "../judge/judge";
import type { Change, ReleaseRecord } from "./journal";
import type { Picture, ServicePicture } from "./picture";
import { enteredAt, isGoingBack } from "./place";
import { isCanary } from "./placed";
import type { Awaited } from "./stages";

/** What the runner saw; nothing where it could not look. */
export interface Seen {
  readonly picture?: Picture;
  /** By workload, since the stage was done, and of containers since it was begun. */
  readonly minutes?: Readonly<Record<string, readonly Minute[]>>;
  /** Critical security alerts that were raised since the release began. */
  readonly alerts?: readonly string[];
}

export type Verdict =
  | { readonly kind: "go"; readonly says?: string }
  | { readonly kind: "wait"; readonly until: number; readonly says: string }
  /** A person has to say what becomes of it. */
  | { readonly kind: "hold"; readonly says: string }
  | { readonly kind: "fail"; readonly says: string };

/** Seconds between two looks. */
const glance = 15;

/** Seconds in which services get steady, or never do: by then ECS has ended its deployment, and `up` has waited for it. */
export const patience = 900;

/** Seconds after which every resolver has forgotten the live record: Cloudflare's automatic time to live. */
export const resolversForget = 300;

/** Whether the stage may end. */
export function verdictOf(
  awaited: Awaited,
  record: ReleaseRecord,
  seen: Seen,
  now: number,
): Verdict {
  const [alert] = seen.alerts ?? [];
  if (alert !== undefined) return { kind: "fail", says: `critical security alert: ${alert}` };
  switch (awaited) {
    case "nothing":
      return { kind: "go" };
    case "services":
      return accusedOr(steady(servicesOf(record, seen.picture), record, now), record, seen, now);
    case "cell":
      return steady(cellOf(record, seen.picture), record, now);
    case "calm":
      return until(record.since + resolversForget, now, "resolvers forget the cell before");
    case "judge":
      return judged(record, seen, now);
    case "bake":
      return baked(record, seen, now);
  }
}

/** A service that is to run something, and what it is to run. */
type Expected = ServicePicture & { readonly wanted?: string };

function servicesOf(record: ReleaseRecord, picture: Picture | undefined): Expected[] | undefined {
  const back = isGoingBack(record);
  return picture?.services.flatMap((service) => {
    const change = record.changes.find(({ workload }) => workload === service.workload);
    const wanted = (back ? change?.from?.build : undefined) ?? change?.to;
    return wanted === undefined ? [] : [{ ...service, wanted: wanted.digest }];
  });
}

function cellOf({ cells }: ReleaseRecord, picture: Picture | undefined): Expected[] | undefined {
  return picture?.services.filter(({ cell }) => cell === cells?.to);
}

function steady(
  services: readonly Expected[] | undefined,
  record: ReleaseRecord,
  now: number,
): Verdict {
  const wrong = services?.find(
    ({ lag, digest, wanted = digest }) => lag !== undefined || digest !== wanted,
  );
  if (wrong !== undefined) {
    const why =
      wrong.lag ?? `runs ${wrong.digest ?? "no build"} where ${wrong.wanted ?? ""} was asked for`;
    return { kind: "fail", says: `${wrong.workload} in ${wrong.cell}: ${why}` };
  }
  const late = services?.find(({ isSteady, running, desired }) => !isSteady || running < desired);
  if (services !== undefined && late === undefined) return { kind: "go" };
  const says =
    late === undefined
      ? "ECS was not seen"
      : `${late.workload} in ${late.cell} runs ${String(late.running)} of ${String(late.desired)} tasks`;
  return now >= record.since + patience
    ? { kind: "fail", says: `${says} after ${String(patience / 60)} minutes` }
    : { kind: "wait", until: now + glance, says };
}

/** What ECS let in by its alarms may yet have done worse, request by request, while both builds had some of them. */
function accusedOr(verdict: Verdict, record: ReleaseRecord, seen: Seen, now: number): Verdict {
  if (verdict.kind !== "go" || isGoingBack(record)) return verdict;
  const containers = record.changes.filter(({ target }) => target === "aws-ecs");
  const shifting = { ...record, since: enteredAt(record) };
  const judgements = judgementsOf(containers, shifting, seen, now);
  const bad = judgements.find(({ outcome }) => outcome === "roll back");
  return bad === undefined ? verdict : { kind: "fail", says: bad.says };
}

function judged(record: ReleaseRecord, seen: Seen, now: number): Verdict {
  const judgements = judgementsOf(record.changes.filter(isCanary), record, seen, now);
  const bad = judgements.find(({ outcome }) => outcome === "roll back");
  if (bad !== undefined) return { kind: "fail", says: bad.says };
  if (record.said?.say === "promote") return { kind: "go" };
  const open = judgements.find(({ outcome }) => outcome === "hold");
  if (open === undefined) {
    return { kind: "go", says: judgements.map(({ says }) => says).join("; ") };
  }
  const watch = Math.max(...record.changes.map(({ pace }) => pace.watch));
  // Twice the time brings twice the requests, and a service that nobody asked anything gets no more of them.
  const most = open.findings.length === 0 ? watch + open.settle : 2 * watch;
  return now >= record.since + most
    ? { kind: "hold", says: open.says }
    : { kind: "wait", until: now + glance, says: open.says };
}

function baked(record: ReleaseRecord, seen: Seen, now: number): Verdict {
  const workers = record.changes.filter(({ target }) => target === "cloudflare-worker");
  const judgements = judgementsOf(workers, record, seen, now);
  const bad = judgements.find(({ outcome }) => outcome === "roll back");
  if (bad !== undefined) return { kind: "fail", says: bad.says };
  const bake = Math.max(...workers.map(({ pace }) => pace.bake));
  return until(record.since + bake, now, "it has all requests, and is judged by them");
}

type Judged = Judgement & { readonly says: string; readonly settle: number };

function judgementsOf(
  changes: readonly Change[],
  { since }: ReleaseRecord,
  { minutes }: Seen,
  now: number,
): readonly Judged[] {
  return changes.map(({ workload, pace }) => {
    const counted = { startedAt: since, minutes: minutes?.[workload] ?? [] };
    const judgement = judge(counted, pace, now);
    return { ...judgement, settle: pace.settle, says: `${workload}: ${judgement.reason}` };
  });
}

function until(time: number, now: number, says: string): Verdict {
  return now >= time ? { kind: "go" } : { kind: "wait", until: Math.min(time, now + glance), says };
}
