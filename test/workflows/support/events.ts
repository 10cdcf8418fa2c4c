import definitions from "@octokit/webhooks-examples";
import { names, workflow, type Filter } from "./workflows";

/** The contexts that an event brings, as a workflow's expressions see them. */
export interface Happening {
  readonly github: {
    readonly event_name: string;
    readonly event: Readonly<Record<string, unknown>>;
    readonly ref: string;
    readonly base_ref: string;
    readonly [name: string]: unknown;
  };
  readonly inputs: Readonly<Record<string, string>>;
}

type Payload = Readonly<Record<string, unknown>>;

const defaultBranch = "refs/heads/develop";
export const repository = "acme/platform";
export const commit = "d".repeat(40);

/** The first payload of an event that GitHub's own collection has, of the action. */
function recorded(name: string, action?: string): Payload {
  const examples: readonly unknown[] =
    definitions.find((each) => each.name === name)?.examples ?? [];
  const found = (examples as readonly Payload[]).find(
    (each) => action === undefined || each.action === action,
  );
  if (found === undefined) throw new Error(`no recorded payload of ${name} ${action ?? ""}`);
  return found;
}

function happening(
  name: string,
  event: Payload,
  ref: string,
  more: { readonly base?: string; readonly inputs?: Readonly<Record<string, string>> } = {},
): Happening {
  const { base = "", inputs = {} } = more;
  return {
    github: {
      event_name: name,
      event: { ...event, inputs },
      ...{ ref, base_ref: base, repository, sha: commit, token: "secret:GITHUB_TOKEN" },
      ...{ server_url: "https://github.com", run_id: "1", actor: "someone" },
    },
    inputs,
  };
}

export function push(ref: string): Happening {
  const before = "b".repeat(40);
  return happening("push", { ...recorded("push"), ref, before, created: false }, ref);
}

/** A pull request: of this repository where it is not said whose it is. */
export function pullRequest(
  action: string,
  more: {
    readonly from?: string;
    readonly base?: string;
    readonly branch?: string;
    readonly title?: string;
    readonly labels?: readonly string[];
    readonly label?: string;
  } = {},
): Happening {
  const { from = repository, base = "develop", branch = "feature", title = "A title" } = more;
  const { pull_request: pull, ...event } = recorded("pull_request", action) as {
    pull_request: { head: { repo: object } };
  };
  const labels = (more.labels ?? []).map((name) => ({ name }));
  const head = {
    ...pull.head,
    ref: branch,
    sha: commit,
    repo: { ...pull.head.repo, full_name: from },
  };
  return happening(
    "pull_request",
    {
      ...event,
      label: more.label === undefined ? null : { name: more.label },
      pull_request: { ...pull, title, labels, head },
    },
    "refs/pull/2/merge",
    { base },
  );
}

/** Somebody started a workflow on a branch by hand. */
export function dispatch(ref: string, inputs: Readonly<Record<string, string>>): Happening {
  return happening("workflow_dispatch", recorded("workflow_dispatch"), ref, { inputs });
}

export function schedule(): Happening {
  return happening("schedule", {}, defaultBranch);
}

/** Another workflow ended, which a pull request had started. */
export function workflowRun(from = repository, branch = "feature"): Happening {
  const { workflow_run: run, ...event } = recorded("workflow_run", "completed") as {
    workflow_run: { head_repository: object };
  };
  const ended = {
    ...run,
    ...{ event: "pull_request", conclusion: "success", head_branch: branch, head_sha: commit },
    head_repository: { ...run.head_repository, full_name: from },
  };
  return happening("workflow_run", { ...event, workflow_run: ended }, defaultBranch);
}

/** Workflows that an event starts. */
export function startedBy({ github }: Happening): readonly string[] {
  return names.filter((name) => {
    const { on } = workflow(name);
    const filter = on[github.event_name];
    return filter !== undefined && passes(filter ?? {}, github);
  });
}

function passes(
  filter: Filter,
  { event_name: name, event, ref, base_ref: base }: Happening["github"],
): boolean {
  if (name === "push") {
    const [, kind, short = ""] = /^refs\/(heads|tags)\/(.+)$/u.exec(ref) ?? [];
    const patterns = kind === "heads" ? filter.branches : filter.tags;
    return (patterns ?? []).some((pattern) => matches(pattern, short));
  }
  if (name !== "pull_request") return true;
  const types = filter.types ?? ["opened", "synchronize", "reopened"];
  return (
    types.includes(String(event.action)) &&
    (filter.branches ?? [base]).some((pattern) => matches(pattern, base))
  );
}

/** As GitHub reads the patterns of branches and tags that are used here: `*` stands for all but a slash. */
export function matches(pattern: string, name: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/gu, "\\$&").replaceAll("*", "[^/]*");
  return new RegExp(`^${source}$`, "u").test(name);
}
