import type { TierValues } from "../blueprint/tiers";
import { withoutEchoes } from "./check";
import type { EnvironmentSettings, Report } from "./environment-settings";
import { nearest } from "./nearest";
import type { Problem } from "./problem";
import { gatesOf } from "./resolve-gates";

/** Two gates with disjoint teams: for one GitHub environment one of its reviewers suffices. */
export function checkGates(
  stack: string,
  { values: { deploy } }: Extract<EnvironmentSettings, { kind: "permanent" }>,
  tier: TierValues,
  report: Report,
): Problem[] {
  const problems: Problem[] = [];
  const gates = gatesOf(stack, tier);
  const names = gates.map(({ name }) => name);
  for (const gate of Object.keys(deploy.reviewers)) {
    if (names.includes(gate)) continue;
    const meant = nearest(gate, names);
    problems.push({
      ...report(`deploy.reviewers.${gate}`, undefined, `one of ${names.join(", ")}`, ""),
      got: "an unknown gate",
      fix: meant === undefined ? "remove it" : `rename it to "${meant}"`,
    });
  }
  if (deploy.branches.length + deploy.tags.length === 0) {
    const fix = "write `branches: [develop]` under `platform:deploy`";
    problems.push(
      report("deploy.branches", deploy.branches, "a branch or a tag that may deploy", fix),
    );
  }
  const approvers = new Map<number, string>();
  for (const { name, purpose, reviewed } of gates) {
    const teams = deploy.reviewers[name] ?? [];
    const key = `deploy.reviewers.${name}`;
    if (reviewed && teams.length === 0) {
      const fix = `write \`${name}: [<team id>]\` under \`platform:deploy.reviewers\``;
      problems.push(report(key, undefined, "a team that approves", fix));
    }
    if (purpose === "preview") continue;
    for (const team of teams) {
      const first = approvers.get(team);
      if (first !== undefined) {
        const expected = `teams that do not approve ${first} as well: two approvals take two people`;
        problems.push(report(key, team, expected, "write another team's id"));
      }
      approvers.set(team, name);
    }
  }
  return [...withoutEchoes(problems)];
}

/** A pull request's environment ends within the days that its database's branch may live. */
export function checkLifetime(
  stack: string,
  { values: { createdOn, expiresOn } }: Extract<EnvironmentSettings, { kind: "ephemeral" }>,
  tier: TierValues,
  report: Report,
): Problem[] {
  const days = (Date.parse(expiresOn) - Date.parse(createdOn)) / 86_400_000;
  const most = tier.database.branchDays ?? 7;
  if (days >= 1 && days <= most) return [];
  const last = new Date(Date.parse(createdOn) + most * 86_400_000).toISOString().slice(0, 10);
  const expected = `1 to ${String(most)} days after platform:createdOn`;
  const fix = `pulumi config set platform:expiresOn ${last} --stack ${stack}`;
  return [report("expiresOn", expiresOn, expected, fix)];
}
