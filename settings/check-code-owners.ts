import { readCodeOwners } from "./code-owners";
import { nearest } from "./nearest";
import type { Problem } from "./problem";
import type { SharedSettings } from "./stack/settings";

/** What lets a team approve as an owner. */
const writing: readonly string[] = ["push", "maintain"];

/** GitHub passes over an owner that it does not know or that can't write, without a word: nobody then has to approve. */
export function checkCodeOwners(
  root: string,
  file: string,
  { github, teams }: SharedSettings,
): Problem[] {
  const lines = readCodeOwners(root);
  if ("problems" in lines) return [...lines.problems];
  const able = teams.filter(({ permission }) => writing.includes(permission));
  const nameOf = (slug: string): string => `@${github.owner}/${slug}`;
  const expected = `a team that platform:teams of ${file} lets push: ${able.map(({ slug }) => nameOf(slug)).join(", ")}`;

  const problemOf = (owner: string): { got: string; fix: string } | undefined => {
    if (able.some(({ slug }) => nameOf(slug) === owner)) return undefined;
    const team = teams.find(({ slug }) => nameOf(slug) === owner);
    if (team !== undefined) {
      return {
        got: `${owner}, which may only ${team.permission}`,
        fix: `write \`permission: push\` for ${team.slug} in ${file}, or name another owner`,
      };
    }
    const slug = owner.replace(/^.*\//u, "");
    const meant = nearest(
      slug,
      able.map((each) => each.slug),
    );
    const fix =
      meant === undefined
        ? `write \`- { slug: ${slug}, id: <team id>, permission: push }\` under \`platform:teams\` in ${file}`
        : `rename it to ${nameOf(meant)}`;
    return { got: owner, fix };
  };

  return lines.value.flatMap(({ place, pattern, owners }) =>
    (owners.length === 0
      ? [{ got: "no owner", fix: "name one, or remove the line" }]
      : owners.flatMap((owner) => problemOf(owner) ?? [])
    ).map((problem) => ({ file: place, key: pattern, expected, ...problem })),
  );
}
