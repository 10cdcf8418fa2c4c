import * as z from "zod";
import type { GitHub } from "../github";

/** What preview-comment.yml begins its comment with. */
const marker = "<!-- platform:preview -->";
const perPage = 100;

const pulls = z.array(
  z.object({
    number: z.number(),
    merged_at: z.string().nullable(),
    merge_commit_sha: z.string().nullable(),
  }),
);
const comments = z.array(
  z.object({ user: z.object({ login: z.string() }).nullable(), body: z.string().nullish() }),
);
const reviews = z.array(z.object({ state: z.string(), body: z.string().nullish() }));

/**
 * What was shown to the people who approved a commit's pull request, and what they wrote when they did: the workflow's comment
 * and approving reviews, each of which may hold passports.
 *
 * @returns nothing where no merged pull request made the commit.
 * @throws ServiceError
 */
export async function approvedText(
  { api, repository }: GitHub,
  commit: string,
): Promise<string | undefined> {
  const made = await api.ask(`/repos/${repository}/commits/${commit}/pulls`, pulls);
  const pull = made.find((each) => each.merged_at !== null && each.merge_commit_sha === commit);
  if (pull === undefined) return undefined;
  const number = String(pull.number);
  const shown = await pagesOf(`/repos/${repository}/issues/${number}/comments`, comments);
  const given = await pagesOf(`/repos/${repository}/pulls/${number}/reviews`, reviews);
  return [
    ...shown.filter(
      ({ user, body }) => user?.login === "github-actions[bot]" && body?.startsWith(marker),
    ),
    ...given.filter(({ state }) => state === "APPROVED"),
  ]
    .map(({ body }) => body ?? "")
    .join("\n\n");

  async function pagesOf<Item>(path: string, list: z.ZodType<Item[]>): Promise<readonly Item[]> {
    const all: Item[] = [];
    for (let page = 1; ; page++) {
      const some = await api.ask(`${path}?per_page=${String(perPage)}&page=${String(page)}`, list);
      all.push(...some);
      if (some.length < perPage) return all;
    }
  }
}
