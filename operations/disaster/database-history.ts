import type { Branch } from "@neondatabase/api-client";
import { type NeonPlace, neonScratch, projectOf } from "../../database/drill/neon-scratch";
import { type Connection, connected } from "../../database/server/connection";
import { type Contents, contentsOf } from "../../database/server/contents";
import type { Client, NeonApi } from "../../providers/neon/api/neon-api";
import { awaitOperations } from "../../providers/neon/api/operations";
import type { Reply } from "../../providers/neon/api/reply";

type Operations = Parameters<typeof awaitOperations>[2];

interface Branches {
  readonly projectId: string;
  readonly own: Branch;
  readonly named: Branch | undefined;
}

/** An environment's own branch at Neon, and what it was before. Each call may be made again. */
export class DatabaseHistory {
  private readonly signal = new AbortController().signal;

  /**
   * @param now - opens the database as it is, by a role that only reads.
   * @param reached - for tests, whose branches have no server.
   */
  public constructor(
    private readonly api: () => NeonApi,
    private readonly place: NeonPlace,
    private readonly now: () => Connection,
    private readonly reached?: (connection: Connection) => Connection,
  ) {}

  /** The branch that everybody works with, and the one of that name. */
  public async branches(name: string): Promise<Branches> {
    const projectId = await projectOf(this.api(), this.place, this.signal);
    const { branches } = await this.api().call("list branches", this.signal, (client, params) =>
      client.listProjectBranches({ projectId, limit: 1_000 }, params),
    );
    const own = branches.find((branch) => branch.default);
    if (own === undefined) throw new Error(`Neon's project ${projectId} has no default branch`);
    return { projectId, own, named: branches.find((branch) => branch.name === name) };
  }

  public protect(isProtected: boolean): Promise<void> {
    return this.change(isProtected ? "protect it" : "unprotect it", (client, projectId, own) =>
      client.updateProjectBranch(projectId, own, { branch: { protected: isProtected } }),
    );
  }

  /** Makes the own branch what `from` says, at its own address; `keptAs` has from then on what it was until now. */
  public restore(
    from: { readonly source_branch_id?: string; readonly source_timestamp?: string },
    keptAs: string,
  ): Promise<void> {
    return this.change(`restore it, and keep ${keptAs}`, (client, projectId, own) =>
      client.restoreProjectBranch(projectId, own, {
        ...{ source_branch_id: own, ...from, preserve_under_name: keptAs },
      }),
    );
  }

  /** How a moment differs from now, in words; tried on a branch that is gone afterwards. */
  public compare(moment: string): Promise<readonly string[]> {
    const inBranch = neonScratch(this.api(), this.place, this.reached);
    return inBranch(moment, async ({ pointInTime }) => {
      if (pointInTime === undefined) return ["there is no history"];
      const then = await connected(pointInTime, contentsOf);
      return changesSince(then, await connected(this.now(), contentsOf));
    });
  }

  private async change(
    what: string,
    send: (
      client: Client,
      projectId: string,
      own: string,
    ) => Promise<Reply<{ operations: Operations }>>,
  ): Promise<void> {
    const [api, { signal }] = [this.api(), this];
    const { projectId, own } = await this.branches("");
    const { operations } = await api.call(what, signal, (client) =>
      send(client, projectId, own.id),
    );
    await awaitOperations(api, what, operations, api.timing, signal, () => undefined);
  }
}

/** What is another one now, in words: tables whose rows differ, then constraints, triggers and rights. */
function changesSince(then: Contents, now: Contents): readonly string[] {
  const tables = [...new Set([...Object.keys(then.tables), ...Object.keys(now.tables)])].sort();
  const spelled = (table: Contents["tables"][string] | undefined) =>
    table === undefined ? "not there" : `${String(table.rows)} rows`;
  const only = (when: string, here: Contents, there: Contents) =>
    here.objects
      .filter((object) => !there.objects.includes(object))
      .map((object) => `only ${when}: ${object}`);
  return [
    ...tables
      .filter((name) => then.tables[name]?.checksum !== now.tables[name]?.checksum)
      .map(
        (name) => `${name}: ${spelled(now.tables[name])} now, ${spelled(then.tables[name])} then`,
      ),
    ...only("now", now, then),
    ...only("then", then, now),
  ];
}
