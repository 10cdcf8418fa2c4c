import type { Target } from "./build";

/** What the runner does in a stage, as often as it takes. */
export type Doing =
  /** Marks where the database is, applies migrations and compares its schema with what they make. */
  | "migrate"
  /** Makes the newest version of each projection live, once its rows were compared with what is. */
  | "rebuild"
  /** `pulumi up` with the settings of the stage. */
  | "up"
  /** Asks each Worker's new version, to which nobody else is sent. */
  | "ask the new"
  /** Uploads each site, asks it at its own address, sends visitors to it and asks again. */
  | "publish"
  /** Sends visitors to each site's former deployment. */
  | "unpublish"
  /** Asks each changed workload as visitors do. */
  | "ask all"
  | "nothing";

/** What lets a stage end once that is done. */
export type Awaited = "nothing" | "services" | "judge" | "bake" | "cell" | "calm";

/** How much of the requests the new builds of its workloads get from then on; a stage without it leaves them as they are. */
export type Gets = "none" | "least" | "share" | "all";

interface Row<Name extends string> {
  readonly stage: Name;
  /** Whose workloads it moves: a release without any of them goes past it. */
  readonly of:
    Target | "migrations" | "new database" | "any migrations" | "settings" | "cells" | "all";
  readonly does: Doing;
  readonly gets?: Gets;
  readonly waitsFor: Awaited;
  /** Of a way back: what the way there must have begun, or there is nothing to take back here. */
  readonly after?: string;
  readonly means: string;
}

const table = <const Name extends string>(...rows: readonly Row<Name>[]) => rows;

const [ecs, worker, pages] = ["aws-ecs", "cloudflare-worker", "cloudflare-pages"] as const;

/**
 * The schema before any code, since settings bring code in where the checkout runs; a database that comes in with them gets
 * its own right after. What settings bring rebuilds projections, before code that reads them. Then settings with every build as it runs, containers behind, Workers, and sites in front.
 */
// prettier-ignore
const release = table(
  { stage: "migrate",    of: "migrations", does: "migrate",              waitsFor: "nothing",  means: "the database gets its migrations, and its schema is verified" },
  { stage: "settings",   of: "settings", does: "up",                     waitsFor: "nothing",  means: "settings and code come in, with every build as it runs" },
  { stage: "migrate new", of: "new database", does: "migrate",           waitsFor: "nothing",  means: "the database that came in gets its migrations, and its schema is verified" },
  { stage: "rebuild",    of: "any migrations", does: "rebuild",          waitsFor: "nothing",  means: "projections are built from the events beside those that are live, compared with them, and live themselves" },
  { stage: "containers", of: ecs,    does: "up",          gets: "all",   waitsFor: "services", means: "ECS brings the containers in: its own canary, alarms and consent" },
  { stage: "upload",     of: worker, does: "up",          gets: "least", waitsFor: "nothing",  means: "Workers' new versions stand beside those that serve" },
  { stage: "try",        of: worker, does: "ask the new",                waitsFor: "nothing",  means: "the new versions are asked themselves" },
  { stage: "canary",     of: worker, does: "up",          gets: "share", waitsFor: "nothing",  means: "they get their share of the requests" },
  { stage: "watch",      of: worker, does: "nothing",                    waitsFor: "judge",    means: "they are judged by it" },
  { stage: "full",       of: worker, does: "up",          gets: "all",   waitsFor: "nothing",  means: "they get all requests" },
  { stage: "bake",       of: worker, does: "nothing",                    waitsFor: "bake",     means: "they are judged by all" },
  { stage: "sites",      of: pages,  does: "publish",     gets: "all",   waitsFor: "nothing",  means: "sites are uploaded, asked aside, made live and asked again" },
  { stage: "verified",   of: "all",  does: "ask all",                    waitsFor: "nothing",  means: "everything is asked once more" },
);

/** The edge first, since visitors come in there. */
// prettier-ignore
const wayBack = table(
  { stage: "Workers back",    of: worker, does: "up",        gets: "none", waitsFor: "nothing",  after: "upload", means: "Workers' former versions get all requests" },
  { stage: "sites back",      of: pages,  does: "unpublish", gets: "none", waitsFor: "nothing",  after: "sites", means: "sites' former deployments are live" },
  { stage: "containers back", of: ecs,    does: "up",        gets: "none", waitsFor: "services", after: "containers", means: "ECS runs the containers' former images" },
  { stage: "taken back",      of: "all",  does: "nothing",                 waitsFor: "nothing",  means: "what ran before runs" },
);

// prettier-ignore
const cellSwitch = table(
  { stage: "warm",     of: "cells", does: "up",      waitsFor: "nothing", means: "the other cell gets as many tasks as the live one may have" },
  { stage: "steady",   of: "cells", does: "nothing", waitsFor: "cell",    means: "ECS says of each service there that it is steady" },
  { stage: "move",     of: "cells", does: "up",      waitsFor: "nothing", means: "the live record names the other cell" },
  { stage: "guard",    of: "cells", does: "ask all", waitsFor: "calm",    means: "resolvers forget the cell before" },
  { stage: "drain",    of: "cells", does: "up",      waitsFor: "nothing", means: "the cell before stops" },
  { stage: "switched", of: "cells", does: "ask all", waitsFor: "nothing", means: "everything is asked once more" },
);

// prettier-ignore
const switchBack = table(
  { stage: "move back",     of: "cells", does: "up",      waitsFor: "nothing", after: "move", means: "the live record names the former cell" },
  { stage: "forget",        of: "cells", does: "nothing", waitsFor: "calm",    after: "move", means: "resolvers forget the other cell" },
  { stage: "drain back",    of: "cells", does: "up",      waitsFor: "nothing", means: "the other cell stops" },
  { stage: "switched back", of: "cells", does: "nothing", waitsFor: "nothing", means: "what ran before runs" },
);

type NameOf<Table> = Table extends readonly Row<infer Name>[] ? Name : never;

export type StageName =
  | NameOf<typeof release>
  | NameOf<typeof wayBack>
  | NameOf<typeof cellSwitch>
  | NameOf<typeof switchBack>;

export type Stage = Row<StageName>;

/** The way there and the way back of what people may want. A rollback is a way back from a release that was verified. */
export const ways = {
  release: { there: release, back: wayBack },
  rollback: { there: release, back: wayBack },
  switch: { there: cellSwitch, back: switchBack },
} as const satisfies Readonly<
  Record<string, { readonly there: readonly Stage[]; readonly back: readonly Stage[] }>
>;

export type Kind = keyof typeof ways;
