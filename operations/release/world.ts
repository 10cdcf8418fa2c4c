import type { Minute } from "../../rollout/judge/counts";
import type { Build } from "../../rollout/stages/build";
import type { Objection } from "../../rollout/stages/objections";
import type { Picture, SiteDeployment } from "../../rollout/stages/picture";
import type { Journal, Migration, ReleaseRecord } from "../../rollout/stages/journal";
import type { Settings } from "../../rollout/stages/settings";
import type { StageName } from "../../rollout/stages/stages";

export type { Settings };

/**
 * Everything that a release does outside itself, for one environment. Each call may be made again after one that failed
 * or whose answer was lost, with the same end. A call that fails throws an `Error` whose message people read.
 */
export interface World {
  readonly clock: Clock;
  /**
   * `pulumi up` with these settings in place of the files'. It ends when ECS has ended what it began, with its own canary,
   * alarms and consent.
   *
   * @throws Error where the engine, a policy or a cloud refuses; some of it may have been done.
   */
  up(settings: Settings): Promise<void>;
  /**
   * What an `up` with these settings would change, and what forbids one. It changes nothing.
   *
   * @param end - the settings that the release ends with, which the policies judge as well. Default: it ends with the same.
   */
  foresee(settings: Settings, end?: Settings): Promise<Foreseen>;
  /** What really runs now. */
  picture(): Promise<Picture>;
  /** Asks a workload by its manifest's path whether it is well, with retries. What it answers is no error. */
  ask(workload: string, whom: Whom): Promise<Health>;
  /**
   * What the release and the version before it answered, minute by minute, oldest first: each Worker, and each container
   * whose requests ECS shifts. Empty where nothing was counted; of sampled data the sample.
   *
   * @param since - in seconds since 1970.
   */
  minutes(workload: string, since: number): Promise<readonly Minute[]>;
  /** Critical security alerts that were raised since (REL-10). It must not fail. Default: nobody looks for them. */
  readonly securityAlerts?: (since: number) => Promise<readonly string[]>;
  readonly sites: Sites;
  /** Where the environment has one. */
  readonly database?: Database;
  readonly journal: JournalStore;
  /** Tries the way back of what the files want, where nobody meets it; none where the environment asks for none. */
  readonly rehearse?: (journal: Journal | undefined) => Promise<Rehearsed>;
  /** Shows people what happens. It must not fail. */
  tell(event: ReleaseEvent): void;
}

/** What came of a way back that was tried. */
export interface Rehearsed {
  /** Whether what serves afterwards is what served before. */
  readonly isSame: boolean;
  readonly says: string;
}

/** The database of an environment, which gets its schema before any code comes that needs it. */
export interface Database {
  /**
   * What a release would apply. It changes nothing.
   *
   * @param known - checksums of what releases have applied, by name.
   */
  foresee(known: Readonly<Record<string, string>>): Promise<ForeseenMigrations>;
  /** Keeps the database as it is under a name, where the tier asks for it; what is kept under it already stays. */
  keep(name: string): Promise<void>;
  /** Applies what is not applied yet. */
  migrate(migrations: readonly Migration[]): Promise<void>;
  /** @throws Error where the schema is not what migrations up to these make. */
  verify(migrations: readonly Migration[]): Promise<void>;
  /** Makes the newest version of each projection live. @throws Error where its rows differ from what is. */
  rebuild(): Promise<void>;
}

export interface ForeseenMigrations {
  /** What the database lacks, or no release knows of. */
  readonly pending: readonly Migration[];
  /** Whether an `up` has to bring what applies them. */
  readonly isNew: boolean;
  readonly objections: readonly Objection[];
}

export interface Foreseen {
  /** As `2 created, 1 changed`; nothing where everything is as the settings say. */
  readonly changes: string | undefined;
  readonly objections: readonly Objection[];
}

export interface Clock {
  /** In seconds since 1970. */
  now(): number;
  sleep(seconds: number): Promise<void>;
}

/** Who of a workload is asked. */
export type Whom =
  /** Whatever visitors get. */
  | { readonly kind: "public" }
  /** A Worker's version in the current deployment, by Cloudflare's header for it. */
  | { readonly kind: "version"; readonly versionId: string }
  /** A site's deployment at its own address. */
  | { readonly kind: "address"; readonly url: string };

export interface Health {
  readonly isHealthy: boolean;
  /** What was asked and what it answered, in one line. */
  readonly said: string;
}

/** Sites at Cloudflare Pages, which are uploaded, not declared. */
export interface Sites {
  /** What visitors get now. */
  live(workload: string): Promise<SiteDeployment | undefined>;
  /** Uploads a build that nobody is sent to; the same build again gives a deployment with the same files. */
  upload(workload: string, build: Build): Promise<SiteDeployment>;
  /** Sends visitors to a build, which was uploaded before. */
  makeLive(workload: string, build: Build): Promise<SiteDeployment>;
  /** Sends visitors to a deployment that was live before. */
  goBack(workload: string, deploymentId: string): Promise<void>;
}

/** Where the journal of an environment lies. */
export interface JournalStore {
  /** For people: an address. */
  readonly address: string;
  /** Nothing where no release was ever made. */
  read(): Promise<Stored | undefined>;
  /**
   * Writes it whole or not at all.
   *
   * @param over - what was read, or nothing where nothing was there.
   * @returns the new version.
   * @throws ConflictError where another one was written since.
   */
  write(journal: Journal, over: string | undefined): Promise<string>;
}

export interface Stored {
  readonly journal: Journal;
  /** Changes with each write. */
  readonly version: string;
}

/** Somebody else wrote the journal in between. */
export class ConflictError extends Error {
  public constructor(address: string) {
    super(`another runner has written ${address} in between: it goes on with the release`);
  }
}

/** Something that people may see, in one sentence. */
export interface Happening {
  /** In seconds since 1970. */
  readonly at: number;
  readonly stage: StageName;
  readonly kind:
    "begun" | "stage" | "waits" | "judged" | "failed" | "back" | "stuck" | "held" | "ended";
  readonly says: string;
}

/** The same, of a release. */
export interface ReleaseEvent extends Happening {
  /** As it is then. */
  readonly record: ReleaseRecord;
}
