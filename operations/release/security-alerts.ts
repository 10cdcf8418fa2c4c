import * as z from "zod";
import { messageOf } from "../command-line";
import { gitHubApi } from "../github";
import type { JsonApi } from "../json-api";

/** Seconds for which an answer holds: a job's token asks GitHub 1,000 times an hour. */
const holds = 60;

const codeAlerts = z.array(
  z.object({
    created_at: z.string(),
    html_url: z.string(),
    rule: z.object({ description: z.string() }),
  }),
);
const secretAlerts = z.array(
  z.object({
    created_at: z.string(),
    html_url: z.string(),
    secret_type_display_name: z.string(),
  }),
);

/** What GitHub raised since a moment, in seconds since 1970; one sentence each. @throws ServiceError */
export type SecurityAlerts = (since: number) => Promise<readonly string[]>;

/**
 * Critical findings in code, and secrets that were pushed: both come with what is released. An advisory on a dependency does not,
 * since what ran before has it as well; the merge's own gate looks at those. What a repository has not turned on raises none.
 */
export function securityAlerts(
  api: JsonApi,
  repository: string,
  clock = () => Date.now() / 1_000,
): SecurityAlerts {
  let asked = -Infinity;
  let found: readonly { readonly at: number; readonly says: string }[] = [];
  const newest = "state=open&sort=created&direction=desc&per_page=30";
  return async (since) => {
    if (clock() >= asked + holds) {
      const of = `/repos/${repository}`;
      const [code = [], secrets = []] = await Promise.all([
        api.find(`${of}/code-scanning/alerts?severity=critical&${newest}`, codeAlerts),
        api.find(`${of}/secret-scanning/alerts?${newest}`, secretAlerts),
      ]);
      found = [
        ...code.map(({ rule, ...each }) => ({ ...each, what: rule.description })),
        ...secrets.map(({ secret_type_display_name: type, ...each }) => ({
          ...each,
          what: `${type} in the repository`,
        })),
      ].map(({ created_at: at, html_url: page, what }) => ({
        at: Date.parse(at) / 1_000,
        says: `${what} (${page})`,
      }));
      asked = clock();
    }
    return found.filter(({ at }) => at >= since).map(({ says }) => says);
  };
}

/**
 * Those of GitHub, as far as its token may read them.
 *
 * @param env - the process's variables.
 * @param say - is told once why nobody looks for them.
 */
export function ownSecurityAlerts(
  repository: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): SecurityAlerts {
  let isSaid = false;
  const missed = (why: string) => {
    if (!isSaid) say(`security alerts are not looked for: ${why}\n`);
    isSaid = true;
  };
  let alerts: SecurityAlerts | undefined;
  return async (since) => {
    try {
      alerts ??= securityAlerts(gitHubApi(env, "reads security alerts"), repository);
      return await alerts(since);
    } catch (error) {
      missed(messageOf(error));
      return [];
    }
  };
}
