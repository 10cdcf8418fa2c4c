import * as z from "zod";

/** The label that gives a pull request an environment. */
const label = "environment";

/** Days after which an environment ends, as its database's branch does. */
const mostDays = 7;

/** Days for which a sweep takes down what ended: a night that failed is made up for, and then nobody is asked again. */
const sweptDays = 3;

export const pullRequest = z.object({
  number: z.number().int().positive(),
  created_at: z.string(),
  closed_at: z.string().nullable(),
  labels: z.array(z.object({ name: z.string() })),
  head: z.object({
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
});

type PullRequest = z.output<typeof pullRequest>;

/** What is asked for: a commit's pull request, the one with a number, or all that are over. */
export interface Asked {
  readonly repository: string;
  readonly commit: string | undefined;
  readonly number: number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

export interface Plan {
  readonly up: readonly { readonly number: number; readonly commit: string }[];
  readonly down: readonly number[];
}

/** Which environments are to be there and which are not; a fork's pull request is in neither, since it never had one. */
export function planOf(pulls: readonly PullRequest[], asked: Asked): Plan {
  const { repository, commit, number, now } = asked;
  const own = pulls.filter(({ head }) => head.repo?.full_name === repository);
  if (commit === undefined && number === undefined) {
    const over = own.filter((pull) => {
      const days = daysSinceEnd(pull, now);
      return isLabelled(pull) && days >= 0 && days < sweptDays;
    });
    return { up: [], down: over.map((pull) => pull.number) };
  }
  const named = own.filter((pull) => pull.head.sha === commit || pull.number === number);
  const isMeant = (pull: PullRequest): boolean => isLabelled(pull) && daysSinceEnd(pull, now) < 0;
  return {
    up: named.filter(isMeant).map((pull) => ({ number: pull.number, commit: pull.head.sha })),
    down: named.filter((pull) => !isMeant(pull)).map((pull) => pull.number),
  };
}

function isLabelled({ labels }: PullRequest): boolean {
  return labels.some(({ name }) => name === label);
}

/** Negative before its end: it closes, or is too old. */
function daysSinceEnd(
  { created_at: created, closed_at: closed }: PullRequest,
  now: number,
): number {
  const day = 86_400_000;
  const expiry = Date.parse(created) + mostDays * day;
  const end = closed === null ? expiry : Math.min(expiry, Date.parse(closed));
  return (now * 1_000 - end) / day;
}
