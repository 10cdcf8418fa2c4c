import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Changes, fixture, sampleProject } from "../../support/project";

const others = ["accounts", "landing-page", "qis-data-management"];
const manifest = "services/admin/deploy.yaml";
const releases = "releases/dev.json";

/** Settings of a pull request's environment that has one service, `admin`, with its database. */
export function smallProject(): string {
  return sampleProject(small);
}

/** The same with a second service, `office`. */
export function twoServicesProject(): string {
  return sampleProject({
    ...small,
    "services/office/deploy.yaml": readFileSync(join(fixture, manifest), "utf8"),
    [releases]: (text) => released(text, (own) => ({ ...own, office: own.admin })),
  });
}

/**
 * What comes after the two: `office` is gone, and `admin` has another image, another port and no secret. Revisions are
 * replaced, a service is updated, and what belonged to the other one is deleted.
 */
export function changedProject(): string {
  return sampleProject({
    ...small,
    [releases]: (text) =>
      released(text).replace(/sha256:[0-9a-f]+/, `sha256:${"2c26b46b".repeat(8)}`),
    [manifest]: (text) =>
      text.replace("port: 8080", "port: 9090").replace(/^secrets:\n(?: .*\n)+/m, ""),
  });
}

const small: Changes = {
  "services/accounts": null,
  "apps/landing-page": null,
  "apps/qis-data-management": null,
  [releases]: (text) => released(text),
};

type Releases = Readonly<Record<string, unknown>>;

/** The releases without those of the other workloads. */
function released(text: string, change = (own: Releases): Releases => own): string {
  const all = Object.entries(JSON.parse(text) as Releases);
  return JSON.stringify(
    change(Object.fromEntries(all.filter(([workload]) => !others.includes(workload)))),
  );
}
