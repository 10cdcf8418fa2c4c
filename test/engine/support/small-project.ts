import { type Changes, sampleProject } from "../../settings/sample-project";

const others = ["accounts", "landing-page", "qis-data-management"];
const releases = "releases/dev.json";
const pullRequest = "Pulumi.pr.template.yaml";

/** Settings of a pull request's environment that has one service, `admin`, with its database and a place for files. */
export function smallProject(): string {
  return sampleProject(small);
}

/** The same with another image and no place for files: revisions are replaced, services updated, and buckets deleted. */
export function changedSmallProject(): string {
  return sampleProject({
    ...small,
    [releases]: (text) =>
      withoutOthers(text).replace(/sha256:[0-9a-f]+/, `sha256:${"2c26b46b".repeat(8)}`),
    [pullRequest]: (text) => `${text}  platform:objectStores: []\n`,
  });
}

const small: Changes = {
  "services/accounts": null,
  "apps/landing-page": null,
  "apps/qis-data-management": null,
  [releases]: withoutOthers,
};

function withoutOthers(text: string): string {
  const all = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return JSON.stringify(
    Object.fromEntries(all.filter(([workload]) => !others.includes(workload))),
    null,
    2,
  );
}
