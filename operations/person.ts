import { userInfo } from "node:os";
import type { Person } from "../rollout/stages/journal";

/** By whose doing something happens: whoever started the pipeline's run, else whoever works on this machine. */
export function personIn(env: Readonly<Record<string, string | undefined>>): Person {
  const { GITHUB_ACTOR, GITHUB_RUN_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  if (GITHUB_ACTOR === undefined) return { name: userInfo().username };
  const run = `${GITHUB_SERVER_URL ?? ""}/${GITHUB_REPOSITORY ?? ""}/actions/runs/${GITHUB_RUN_ID ?? ""}`;
  const url = GITHUB_RUN_URL ?? (GITHUB_RUN_ID === undefined ? undefined : run);
  return { name: GITHUB_ACTOR, ...(url !== undefined && { url }) };
}
