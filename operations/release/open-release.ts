import type { Journal, ReleaseRecord } from "../../rollout/stages/journal";
import { isGoingBack, openIn, stageOf } from "../../rollout/stages/place";
import { type Standings, standingsOf } from "../../rollout/stages/standings";
import { UsageError } from "../../settings/usage-error";
import type { ReleaseEvent, Stored, World } from "./world";

/** How often in a row a way back fails before people are told of it. */
const troubling = 3;

/** The release of a journal that has not ended, written whenever it changes. */
export class OpenRelease {
  private constructor(
    private readonly world: World,
    private stored: Stored,
    private current: ReleaseRecord,
    /** What the releases before it left. */
    public readonly before: Standings,
  ) {}

  /** @throws UsageError where none is open. */
  public static async read(world: World): Promise<OpenRelease> {
    const stored = await world.journal.read();
    const open = openIn(stored?.journal);
    if (stored === undefined || open === undefined) {
      throw new UsageError(`no release is under way by ${world.journal.address}`);
    }
    return new OpenRelease(world, stored, open, standingsOf(stored.journal));
  }

  /** Begins one. @throws ConflictError where somebody else began one in between. */
  public static async begin(
    world: World,
    over: Stored | undefined,
    record: ReleaseRecord,
  ): Promise<void> {
    const releases = [...(over?.journal.releases ?? []), record];
    await world.journal.write({ format: 1, releases }, over?.version);
    const { startedAt: at, stage } = record;
    world.tell({ at, stage, kind: "begun", says: stageOf(record).means, record });
  }

  public get record(): ReleaseRecord {
    return this.current;
  }

  public async write(record: ReleaseRecord): Promise<void> {
    const former = this.current;
    const { journal, version } = this.stored;
    const changed: Journal = {
      ...journal,
      releases: journal.releases.map((each) => (each.number === record.number ? record : each)),
    };
    this.stored = {
      journal: changed,
      version: await this.world.journal.write(changed, version),
    };
    this.current = record;
    if (record.outcome !== undefined) {
      this.tell(
        "ended",
        `${record.outcome}${record.reason === undefined ? "" : `: ${record.reason}`}`,
      );
    } else if (record.held !== undefined) {
      this.tell("held", record.held);
    } else if (record.stage !== former.stage) {
      if (isGoingBack(record) && !isGoingBack(former)) this.tell("back", record.reason ?? "");
      this.tell("stage", stageOf(record).means);
    } else if (record.failures === troubling && former.failures < troubling) {
      this.tell("stuck", record.trouble ?? "");
    }
  }

  public tell(kind: ReleaseEvent["kind"], says: string): void {
    const { record, world } = this;
    world.tell({ at: world.clock.now(), stage: record.stage, kind, says, record });
  }
}
