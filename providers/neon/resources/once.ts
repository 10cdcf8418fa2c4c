import type { Operation } from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import { ApiRefusal, isTaken, isUnknown } from "../api/failure";
import { withGrace } from "../api/grace";
import { pauseAfter } from "../api/retry";
import type { Send, Work } from "./work";

/** What something would be taken for. */
interface Likeness {
  /** Its type, place and name; one of a likeness is made at a time. */
  readonly likeness: readonly string[];
  /** Ids of all of that likeness that Neon has. */
  readonly alike: () => Promise<readonly string[]>;
}

/** A request that makes another thing each time it is done, and how to find out whether it was. */
export interface Creation<Answer> extends Likeness {
  readonly send: Send<Answer>;
  readonly idOf: (answer: Answer) => string;
  /** Why one may be there that no program has asked for. Default: there is no reason. */
  readonly origin?: string;
}

export interface Created<Answer> {
  readonly id: string;
  /** Nothing where it was lost, and the thing found without it. */
  readonly answer?: Answer;
}

/**
 * Makes something once, also where an answer is lost: what is alike is listed before, and again when nobody knows what
 * became of the request. One new thing is ours; without any, nothing was done, and the request is sent again.
 *
 * @throws Refusal when several things are new; the failure itself when nothing can be found out.
 */
export function once<Answer>(work: Work, creation: Creation<Answer>): Promise<Created<Answer>> {
  return work.api.turns.take(creation.likeness.join(" "), async () => {
    const before = await idsBefore(creation);
    try {
      return await made(work, creation);
    } catch (thrown) {
      if (isTaken(thrown)) throw await adoptable(work, creation, thrown);
      if (before === undefined || !isUnknown(thrown)) throw thrown;
      return await cleared(work, creation, before, thrown);
    }
  });
}

/** Says that it is there, and waits for what its answer announced; of a lost answer, for what Neon lists. */
export async function settleMade(
  work: Work,
  projectId: string,
  { id, answer }: Created<{ readonly operations: readonly Operation[] }>,
): Promise<void> {
  work.made(id);
  await work.settle(answer?.operations ?? (await operationsOf(work, projectId, id)));
}

/** The operations of a project that are about the project, branch or compute whose answer was lost. */
async function operationsOf(
  work: Work,
  projectId: string,
  id: string,
): Promise<readonly Operation[]> {
  const { operations } = await work.call((client, params) =>
    client.listProjectOperations({ projectId, limit: latestOperations }, params),
  );
  return operations.filter(({ project_id, branch_id, endpoint_id }) =>
    [project_id, branch_id, endpoint_id].includes(id),
  );
}

/** Says which one is in the way, and how a program takes it over. */
async function adoptable<Answer>(
  { command }: Work,
  { likeness: [, projectId = ""], alike, origin }: Creation<Answer>,
  refusal: ApiRefusal,
): Promise<Refusal> {
  const [id] = await alike().catch(() => []);
  if (id === undefined) return refusal;
  const why = origin === undefined ? "" : `: ${origin}`;
  const message =
    `${refusal.message} It is there as ${id}${why}. To adopt it run ` +
    `\`pulumi import ${command} ${projectId}/${id}\`, or give the resource the option import.`;
  return new Refusal(refusal.reason, message);
}

/** More than a creation takes; Neon lists the latest first. */
const latestOperations = 100;

/** Nothing where Neon refuses to list: it will say what is wrong when the thing is made. */
async function idsBefore({ alike }: Likeness): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set(await alike());
  } catch (thrown) {
    if (thrown instanceof ApiRefusal && thrown.status < 500) return undefined;
    throw thrown;
  }
}

/** An answer that is under way is waited for although the engine has cancelled: it says what is there. */
async function made<Answer>(
  work: Work,
  { send, idOf }: Creation<Answer>,
): Promise<Required<Created<Answer>>> {
  const { signal, what, api } = work;
  const answer = await withGrace(signal, api.timing.graceSeconds, (requestSignal) =>
    work.call(send, what, { requestSignal }),
  );
  return { id: idOf(answer), answer };
}

/** Finds what became of a request that was not answered, and sends it again where nothing did. */
async function cleared<Answer>(
  work: Work,
  creation: Creation<Answer>,
  before: ReadonlySet<string>,
  first: unknown,
): Promise<Created<Answer>> {
  let doubt = first;
  for (let attempt = 1; ; attempt++) {
    const ids = await newIds(work, creation, before, attempt);
    if (ids === undefined) throw doubt;
    if (ids.length > 1) throw severalAlike(work, ids);
    const [id] = ids;
    if (id !== undefined) return { id };
    if (!isUnknown(doubt) || attempt >= work.api.timing.attempts) throw doubt;
    work.clear();
    let again: Required<Created<Answer>>;
    try {
      again = await made(work, creation);
    } catch (thrown) {
      // Who has taken its name since is probably the first request.
      if (!isUnknown(thrown) && !isTaken(thrown)) throw thrown;
      doubt = thrown;
      continue;
    }
    // The first request may have been done late.
    const late = (await newIds(work, creation, before, attempt)) ?? [];
    if (late.some((each) => each !== again.id)) throw severalAlike(work, late);
    return again;
  }
}

/** Nothing where Neon can't be asked. */
async function newIds(
  work: Work,
  { alike }: Likeness,
  before: ReadonlySet<string>,
  attempt: number,
): Promise<readonly string[] | undefined> {
  try {
    await work.api.sleep(work.what, pauseAfter(attempt, undefined, work.api.clock), work.signal);
    return (await alike()).filter((id) => !before.has(id));
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  }
}

function severalAlike({ what }: Work, ids: readonly string[]): Refusal {
  const message =
    `Neon was asked to ${what} and did not answer, and there are several new ones like it: ` +
    `${ids.join(", ")}. Import the one that is to stay and delete the others.`;
  return new Refusal("outcome unknown", message);
}
