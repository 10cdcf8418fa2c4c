import type { CellName } from "../../blueprint/tier";
import type { Build, Entry, Target } from "./build";
import type { Kind, StageName } from "./stages";

/** All releases of an environment, oldest first; only the last one may be open. What runs, and since when, follows. */
export interface Journal {
  readonly format: 1;
  readonly releases: readonly ReleaseRecord[];
}

/** One release, one way back that a person asked for, or one switch of cells. */
export interface ReleaseRecord {
  /** 1 for the first. */
  readonly number: number;
  readonly kind: Kind;
  readonly by: Person;
  /** In seconds since 1970, as every time here. */
  readonly startedAt: number;
  readonly changes: readonly Change[];
  /** What comes in besides builds, where anything does: what an `up` of settings and code changes, counted. */
  readonly settings?: string;
  /** What the database gets that it lacks, or of which no release knows. */
  readonly migrations?: readonly Migration[];
  /** Whether settings bring the function that migrates, so that migrations come after them. */
  readonly isNewDatabase?: boolean;
  /** Where Workers stand that got a new version of the build that they ran. */
  readonly places?: Readonly<Record<string, Place>>;
  /** What came of the way back where it was tried before, on emulated clouds. */
  readonly rehearsed?: string;
  /** Of a switch alone. */
  readonly cells?: { readonly from: CellName; readonly to: CellName };
  /** Where it is; what was before is in `steps`. */
  readonly stage: StageName;
  /** Whether what the stage does has been done; a runner that was killed before does it again. */
  readonly isDone: boolean;
  /** When the stage was entered, and once it is done, when that was. */
  readonly since: number;
  /** How often in a row the stage failed; only the way back goes on after that. */
  readonly failures: number;
  /** Why it failed last. */
  readonly trouble?: string;
  /** The last stage on the way forward that was begun. */
  readonly reached: StageName;
  readonly steps: readonly Taken[];
  /** What a person has to decide. */
  readonly held?: string;
  /** What a person decided. */
  readonly said?: Decision;
  /** `left`: a person ended its way back before what ran before ran again. */
  readonly outcome?: "verified" | "taken back" | "left";
  /** Why it ended so, or why it is on its way back, in one sentence. */
  readonly reason?: string;
  /** Why a person wanted it against what was known, where one did. */
  readonly again?: string;
}

export interface Migration {
  /** As `0005-what-it-does`. */
  readonly name: string;
  /** SHA-256 of its script. */
  readonly checksum: string;
  /** Whether it takes away what code from before it may need. */
  readonly isContract: boolean;
}

export interface Taken {
  readonly stage: StageName;
  readonly at: number;
}

export interface Person {
  readonly name: string;
  /** The run of a pipeline. */
  readonly url?: string;
}

export interface Decision {
  /** `end`: of a way back alone, which nobody can go to its end. */
  readonly say: "promote" | "back" | "end";
  readonly by: Person;
  readonly reason: string;
}

/** A workload that gets another build. */
export interface Change {
  readonly workload: string;
  readonly target: Target;
  /** What ran before, which is what the way back leads to; nothing where it is the workload's first release. */
  readonly from?: Placed;
  readonly to: Build;
  /** With what entry the program has `to`, where that is not the build itself. */
  readonly declared?: Entry;
  /** Where the new build is, as soon as its cloud has said. */
  readonly candidate?: Place;
  readonly pace: Pace;
}

/** A build and where it is. */
export interface Placed {
  readonly build: Build;
  /** The entry with which the program leaves it as it is. */
  readonly entry: Entry;
  readonly place?: Place;
}

export interface Place {
  /** Cloudflare's id of a Worker's version, or of a site's deployment. */
  readonly id: string;
  /** A site's deployment's own address. */
  readonly url?: string;
}

/** How fast a release goes, and what it is held to. */
export interface Pace {
  /** Percent of a Worker's requests that it gets first; nothing where it gets all at once after it was tried. */
  readonly share?: number;
  /** Seconds that it is watched with that share. */
  readonly watch: number;
  /** Seconds that it is watched with all requests. */
  readonly bake: number;
  /** Share of requests that may fail, from 0 to 1. */
  readonly errorRate: number;
  /** Seconds until a minute's counts are complete. */
  readonly settle: number;
  /** Seconds that ECS watches a container by itself. Default: none. */
  readonly deployment?: number;
  /** Seconds that ECS waits for a person's consent at most. Default: none. */
  readonly consent?: number;
}
