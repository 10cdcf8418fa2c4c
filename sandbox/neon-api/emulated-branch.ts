import type {
  AnonymizedBranchStatusResponse,
  BackupScheduleItem,
  Branch,
  Database,
  MaskingRule,
  Role,
} from "@neondatabase/api-client";
import { type EmulatedClock, toTimestamp } from "./clock";
import { NeonRefusal, notFound } from "./refusal";

export interface StoredRole {
  readonly role: Role;
  readonly password: string;
}

/** What a branch holds, as of a moment. */
export interface Content {
  readonly roles: ReadonlyMap<string, StoredRole>;
  readonly databases: ReadonlyMap<string, Database>;
}

interface Moment extends Content {
  readonly time: number;
  readonly lsn: number;
}

export interface Anonymization {
  rules: MaskingRule[];
  status: AnonymizedBranchStatusResponse;
  startsByItself: boolean;
  /** Requests until the run ends. */
  polls: number;
  /** Time at which it ends. */
  finishesAt: number;
}

/** A branch with its content and the history of that content. */
export class EmulatedBranch {
  public schedule: BackupScheduleItem[] = [];
  public anonymization: Anonymization | undefined;
  private readonly moments: Moment[] = [];

  public constructor(
    public readonly branch: Branch,
    /** What it was made with. */
    public readonly origin: Content,
    private readonly clock: EmulatedClock,
    private readonly nextLsn: () => number,
  ) {
    this.replace(origin);
  }

  public get isRoot(): boolean {
    return this.branch.parent_id === undefined;
  }

  public get content(): Content {
    return this.latest;
  }

  /** Position in the log of the last change. */
  public get lsn(): string {
    return formatLsn(this.latest.lsn);
  }

  public role(name: string): StoredRole {
    const role = this.latest.roles.get(name);
    if (role === undefined) throw notFound("role");
    return role;
  }

  public database(name: string): Database {
    const database = this.latest.databases.get(name);
    if (database === undefined) throw notFound("database");
    return database;
  }

  public putRole(stored: StoredRole): void {
    const roles = new Map(this.latest.roles).set(stored.role.name, stored);
    this.replace({ ...this.latest, roles });
  }

  public removeRole(name: string): void {
    const roles = new Map(this.latest.roles);
    roles.delete(name);
    this.replace({ ...this.latest, roles });
  }

  /** Puts a database in the place of the one that had its former name. */
  public putDatabase(database: Database, formerName = database.name): void {
    const databases = new Map(this.latest.databases);
    databases.delete(formerName);
    this.replace({ ...this.latest, databases: databases.set(database.name, database) });
  }

  public removeDatabase(name: string): void {
    const databases = new Map(this.latest.databases);
    databases.delete(name);
    this.replace({ ...this.latest, databases });
  }

  public replace({ roles, databases }: Content): void {
    this.moments.push({ roles, databases, time: this.clock.time, lsn: this.nextLsn() });
  }

  /** The content as of a time, within what the project keeps of its history. */
  public contentAt(timestamp: string, retentionSeconds: number): Moment {
    const time = Date.parse(timestamp);
    if (time > this.clock.time) {
      throw new NeonRefusal(400, `timestamp ${timestamp} is in the future`);
    }
    if (time < this.clock.time - retentionSeconds * 1_000) {
      throw new NeonRefusal(400, `timestamp ${timestamp} is out of the history retention window`);
    }
    const moment = this.moments.filter((each) => each.time <= time).at(-1);
    if (moment === undefined) {
      throw new NeonRefusal(
        400,
        `timestamp ${timestamp} precedes the branch, made at ${toTimestamp(this.moments[0]?.time ?? 0)}`,
      );
    }
    return moment;
  }

  public contentAtLsn(lsn: string): Moment {
    const [, high, low] = /^([0-9A-F]+)\/([0-9A-F]+)$/i.exec(lsn) ?? [];
    if (high === undefined || low === undefined) throw new NeonRefusal(400, `invalid LSN ${lsn}`);
    const position = parseInt(high, 16) * 2 ** 32 + parseInt(low, 16);
    const moment = this.moments.filter((each) => each.lsn <= position).at(-1);
    if (moment === undefined)
      throw new NeonRefusal(400, `LSN ${lsn} is out of the branch's history`);
    return moment;
  }

  private get latest(): Moment {
    const moment = this.moments.at(-1);
    if (moment === undefined) throw new Error("a branch has content from the start");
    return moment;
  }
}

/** Content as the branch's own; `passwordOf` gives a role its password there. */
export function ownedBy(
  branchId: string,
  { roles, databases }: Content,
  passwordOf: (stored: StoredRole) => string = ({ password }) => password,
): Content {
  return {
    roles: new Map(
      [...roles].map(([name, stored]) => [
        name,
        { role: { ...stored.role, branch_id: branchId }, password: passwordOf(stored) },
      ]),
    ),
    databases: new Map(
      [...databases].map(([name, database]) => [name, { ...database, branch_id: branchId }]),
    ),
  };
}

export function formatLsn(lsn: number): string {
  return `${Math.floor(lsn / 2 ** 32).toString(16)}/${(lsn % 2 ** 32).toString(16)}`.toUpperCase();
}
