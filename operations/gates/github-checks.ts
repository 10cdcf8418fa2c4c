import * as z from "zod";
import type { JsonApi } from "../json-api";

/** What a check found of a commit. */
export type CheckFinding =
  | { readonly isPassed: true; readonly said: string }
  | { readonly isPassed: false; readonly said: string };

const checkRuns = z.object({
  check_runs: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullable(),
      html_url: z.string().nullable(),
      app: z.object({ slug: z.string().nullish() }).nullable(),
    }),
  ),
});

const pullRequests = z.array(
  z.object({
    number: z.number(),
    merged_at: z.string().nullable(),
    merge_commit_sha: z.string().nullable(),
    head: z.object({ sha: z.string() }),
  }),
);

/** The jobs of workflows, which alone prove a gate: any app that may write checks could report one by the same name. */
const workflows = "github-actions";

/** The checks of commits of one repository, by GitHub's own record. */
export class GitHubChecks {
  /** @param api - GitHub's REST API, with a token that may read checks and pull requests. */
  public constructor(
    private readonly api: JsonApi,
    private readonly repository: string,
  ) {}

  /**
   * How a check ended for a commit. Workflows check pull requests, not what a merge makes of them; a merge takes a branch that
   * is up to date, so that the pull request whose merge the commit is had the same files.
   *
   * @throws ServiceError
   */
  public async find(commit: string, check: string): Promise<CheckFinding> {
    const own = await this.runs(commit, check);
    if (own !== undefined) return own;
    const pulls =
      (await this.api.find(`${this.path(commit)}/pulls?per_page=100`, pullRequests)) ?? [];
    const merged = pulls.find(
      ({ merged_at: at, merge_commit_sha: sha }) => at !== null && sha === commit,
    );
    const before = merged && (await this.runs(merged.head.sha, check));
    if (before !== undefined) {
      return { ...before, said: `${before.said}, of pull request ${String(merged?.number)}` };
    }
    return { isPassed: false, said: `no check "${check}" ran for ${commit.slice(0, 12)}` };
  }

  private async runs(commit: string, check: string): Promise<CheckFinding | undefined> {
    const query = `check_name=${encodeURIComponent(check)}&filter=latest&per_page=100`;
    const found = await this.api.find(`${this.path(commit)}/check-runs?${query}`, checkRuns);
    const runs = (found?.check_runs ?? []).filter(
      ({ name, app }) => name === check && app?.slug === workflows,
    );
    const bad = runs.find(({ conclusion }) => conclusion !== "success");
    const [shown] = bad === undefined ? runs : [bad];
    if (shown === undefined) return undefined;
    const { status, conclusion, html_url: url } = shown;
    const ended = conclusion ?? status.replace("_", " ");
    return {
      isPassed: bad === undefined,
      said: `check "${check}": ${ended}${url === null ? "" : ` (${url})`}`,
    };
  }

  private path(commit: string): string {
    return `/repos/${this.repository}/commits/${commit}`;
  }
}
