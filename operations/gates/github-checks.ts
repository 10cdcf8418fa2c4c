import * as z from "zod";
import type { JsonApi } from "../json-api";

/** Whether something holds, with what proves it, or what is missing and what to do. */
export interface Verdict {
  readonly isPassed: boolean;
  readonly because: string;
}

const checkRun = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  html_url: z.string().nullable(),
  app: z.object({ slug: z.string().nullish() }).nullable(),
});
const checkRuns = z.object({ check_runs: z.array(checkRun) });
const pullRequest = z.object({
  number: z.number(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  head: z.object({ sha: z.string() }),
});

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
  public async find(commit: string, check: string): Promise<Verdict> {
    const own = await this.runs(commit, check);
    if (own !== undefined) return own;
    const pulls = await this.api.find(
      `${this.path(commit)}/pulls?per_page=100`,
      z.array(pullRequest),
    );
    const merged = pulls?.find(
      ({ merged_at: at, merge_commit_sha: sha }) => at !== null && sha === commit,
    );
    const before = merged && (await this.runs(merged.head.sha, check));
    return before === undefined
      ? {
          isPassed: false,
          because: `no check "${check}" ran for ${commit.slice(0, 12)}: build what a pull request merged`,
        }
      : { ...before, because: `${before.because}, of pull request ${String(merged?.number)}` };
  }

  private async runs(commit: string, check: string): Promise<Verdict | undefined> {
    const query = `check_name=${encodeURIComponent(check)}&filter=latest&per_page=100`;
    const found = await this.api.find(`${this.path(commit)}/check-runs?${query}`, checkRuns);
    const runs = found?.check_runs.filter(
      ({ name, app }) => name === check && app?.slug === workflows,
    );
    const bad = runs?.find(({ conclusion }) => conclusion !== "success");
    const shown = bad ?? runs?.[0];
    if (shown === undefined) return undefined;
    const ended = shown.conclusion ?? shown.status.replace("_", " ");
    const because = `check "${check}": ${ended} (${shown.html_url ?? "no page"})`;
    return { isPassed: bad === undefined, because };
  }

  private path(commit: string): string {
    return `/repos/${this.repository}/commits/${commit}`;
  }
}
