import { spelled } from "./build";
import type { Change, Journal } from "./journal";
import type { Picture } from "./picture";
import { openIn } from "./place";
import type { Standings } from "./standings";

/** Why a release must not begin, and what a person does about it. */
export interface Objection {
  readonly what: string;
  readonly fix: string;
  /**
   * `unfinished`: something is under way, and nothing else may begin. `changed`: what runs is another than is known, and a person
   * may take it as it is. `blinding`: nobody could judge a build meanwhile. Default: none
   * of them.
   */
  readonly kind?: "unfinished" | "changed" | "blinding";
}

/** In what a release is to be built on, what is not as the journal and the state have it. */
export function objectionsTo(
  environment: string,
  picture: Picture,
  { journal, standings }: { readonly journal: Journal | undefined; readonly standings: Standings },
): readonly Objection[] {
  return [
    ...openObjections(environment, journal),
    ...picture.unfinished.map((what) => ({
      what,
      fix: `make recover ENV=${environment}`,
      kind: "unfinished" as const,
    })),
    ...Object.entries(picture.workers).flatMap(([workload, { serves }]) =>
      workerObjections(environment, workload, serves, standings),
    ),
    ...serviceObjections(environment, picture, standings),
    ...cellObjections(environment, picture, standings),
    ...picture.alarms.map((name) => ({
      what: `the alarm ${name} is firing, so nobody could tell the release's trouble from it`,
      fix: "mend what it tells of first",
      kind: "blinding" as const,
    })),
  ];
}

function openObjections(environment: string, journal: Journal | undefined): readonly Objection[] {
  const open = openIn(journal);
  if (open === undefined) return [];
  const at =
    open.held === undefined ? `at "${open.stage}"` : `held at "${open.stage}": ${open.held}`;
  const what = `${open.kind} ${String(open.number)} of ${open.by.name} has not ended, ${at}`;
  return [{ what, fix: `make release-resume ENV=${environment}`, kind: "unfinished" }];
}

function workerObjections(
  environment: string,
  workload: string,
  serves: Picture["workers"][string]["serves"],
  { workloads }: Standings,
): readonly Objection[] {
  if (serves.length > 1) {
    const split = serves.map(
      ({ versionId, percentage }) => `${versionId} at ${String(percentage)} %`,
    );
    return [
      {
        what: `${workload} serves two versions, ${split.join(" and ")}, and no release has them so`,
        fix: `decide for one: npx wrangler versions deploy <version>@100 --name <worker>`,
      },
    ];
  }
  const [only] = serves;
  const known = workloads[workload];
  if (only === undefined || known === undefined || known.place?.id === only.versionId) return [];
  const runs =
    only.digest === undefined
      ? "a version that somebody uploaded by hand"
      : (only.version ?? only.digest);
  return differs(environment, workload, runs, spelled(known.build));
}

function serviceObjections(
  environment: string,
  { services, live }: Picture,
  { workloads }: Standings,
): readonly Objection[] {
  return services.flatMap((service) => {
    const { workload, cell, lag, digest, version, isSteady, isUnderWay, desired } = service;
    if (isUnderWay) {
      return [{ what: `${workload} in ${cell}: ${lag ?? ""}`, fix: "wait until ECS has ended it" }];
    }
    // What ECS took back, or never started, the next `up` deploys again.
    if (lag !== undefined) return [];
    if (cell === live && desired > 0 && !isSteady) {
      const what = `${workload} in ${cell} is not steady`;
      return [{ what, fix: "wait until ECS says that it has reached a steady state" }];
    }
    const known = workloads[workload]?.build;
    if (known === undefined || digest === undefined || known.digest === digest) return [];
    return differs(environment, workload, version ?? digest, spelled(known));
  });
}

function cellObjections(
  environment: string,
  { live, warm, isFailedOver = false }: Picture,
  { live: known = live }: Standings,
): readonly Objection[] {
  return [
    ...(isFailedOver
      ? [
          {
            what: "the recovery cell has tasks: the home region was lost",
            fix: `make disaster ENV=${environment} SCENARIO=region APPLY=1 BACK=1`,
          },
        ]
      : []),
    ...(live === known ? [] : differs(environment, "the live cell", live, known)),
    ...(warm === undefined
      ? []
      : [
          {
            what: `${warm} is warm beside ${live}: a switch was begun by hand`,
            fix: "drain it: `up` without `platform:warm`",
          },
        ]),
  ];
}

function differs(
  environment: string,
  whose: string,
  runs: string,
  known: string,
): readonly Objection[] {
  return [
    {
      what: `${whose} is ${runs}, and by the journal it is ${known}: somebody changed it past \`make release\``,
      fix: `put ${known} back, or take what runs for good: make release ENV=${environment} AGAIN="<reason>"`,
      kind: "changed",
    },
  ];
}

/** What of a rollback can't be undone, by the workload. */
export function objectionsToBack(change: Change): readonly Objection[] {
  return change.from === undefined
    ? [{ what: `${change.workload} has no build from before`, fix: "release another build of it" }]
    : [];
}
