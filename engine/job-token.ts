import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { GitHubPermissions, GitHubToken } from "../sandbox/identities/github";
import { UsageError } from "../settings/usage-error";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, "read" | "write" | "none">>;
  readonly steps: readonly Step[];
}

const workflows = join(__dirname, "..", ".github", "workflows");
const ofPulumi = "./.github/actions/pulumi";
const release = /^make release ENV="?([\w$-]+)/;

/**
 * The token that a job of this checkout's workflows hands to Pulumi, with the permissions that the workflow gives it. Jobs
 * of one command work alike: a stack that has none is asked for as if it had.
 *
 * @throws UsageError where no job runs the command, or its token is neither its own nor one of an App's installation.
 */
export function tokenOfJob(
  command: "up" | "preview",
  stack: string,
  folder = workflows,
): GitHubToken {
  const steps = jobsIn(folder).flatMap((job) =>
    job.steps.flatMap((step) => {
      const [, released] = command === "up" ? (release.exec(step.run ?? "") ?? []) : [];
      const isPreview = step.uses === ofPulumi && step.with?.command === command;
      return released === undefined && !isPreview
        ? []
        : [{ job, step, of: released ?? step.with?.stack }];
    }),
  );
  const found = steps.find(({ of }) => of === stack) ?? steps[0];
  if (found === undefined) {
    const what =
      command === "up" ? "runs `make release`" : `uses ${ofPulumi} with \`command: preview\``;
    throw new UsageError(`no job in .github/workflows ${what}`);
  }
  const { job, step } = found;
  const text = step.env?.GITHUB_TOKEN ?? "";
  if (/^\$\{\{ *github\.token *\}\}$/.test(text)) return integration(job.permissions ?? {});
  const [, id] = /^\$\{\{ *steps\.([\w-]+)\.outputs\.token *\}\}$/.exec(text) ?? [];
  const minting = job.steps.find((each) => id !== undefined && each.id === id);
  if (minting?.uses?.startsWith("actions/create-github-app-token@") !== true) {
    throw new UsageError(
      `GITHUB_TOKEN of the job that runs \`${command}\` in .github/workflows is "${text}": expected ` +
        "${{ github.token }}, or the token of a step that uses actions/create-github-app-token",
    );
  }
  return integration(
    Object.fromEntries(
      Object.entries(minting.with ?? {}).flatMap(([key, access]) =>
        key.startsWith("permission-") ? [[key.slice("permission-".length), access]] : [],
      ),
    ),
  );
}

function jobsIn(folder: string): readonly Job[] {
  return readdirSync(folder).flatMap((file) => {
    const { jobs } = load(readFileSync(join(folder, file), "utf8")) as {
      readonly jobs: Readonly<Record<string, Job>>;
    };
    return Object.values(jobs);
  });
}

/** Workflows write `pull-requests` where the API has `pull_requests`. */
function integration(granted: Readonly<Record<string, unknown>>): GitHubToken {
  const permissions = Object.entries(granted)
    .filter(([, access]) => access === "read" || access === "write")
    .map(([name, access]) => [name.replaceAll("-", "_"), access]);
  return { of: "integration", permissions: Object.fromEntries(permissions) as GitHubPermissions };
}
