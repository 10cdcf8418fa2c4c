import { ownDatabaseOf } from "../../../database/environment";
import { UsageError } from "../../../settings/usage-error";
import { type Deed, runs, type Scenario, type Step } from "../step";
import { type About, decision, frozen, inOrder } from "./about";

const [restored, undone] = [
  "the database is what it was",
  "it is again what it was before the restore",
];

/**
 * Rows are wrong or gone, in every replica. The database becomes what it was at a moment, at its own address.
 *
 * @throws UsageError where it has no history, or no moment is named.
 */
export function corruption(about: About): Scenario {
  const { spec, at = "" } = about;
  const { stack } = spec.identity;
  const { name, protectedBranch } = ownDatabaseOf(spec);
  if (Number.isNaN(Date.parse(at))) {
    throw new UsageError(
      `AT: got "${at}", expected the last moment before the corruption, as AT=2026-11-29T14:00:00Z`,
    );
  }
  const kept = `before-${at}`;
  const finished = (back: string): readonly Step[] => [
    ...(protectedBranch ? [isProtected(back)] : []),
    hasPasswords(stack, back),
    ...inOrder(about, "everything"),
    frozen(about, false, "everything"),
  ];
  return {
    means: `${name} becomes what it was at ${at}`,
    target: "database",
    steps: [
      frozen(about, true, "database"),
      decision(
        about,
        {
          ...{ title: "the moment is the right one", target: "database" },
          does: [
            calls(`compare ${at} with now, on a branch that is gone afterwards`, async (world) => {
              for (const line of await world.database.compare(at)) world.tell(`    ${line}`);
            }),
          ],
          times: [
            ["a branch is made, and all rows are read", 120, "assumed"],
            ["a person decides", undefined, "unknown"],
          ],
          byHand:
            "So it will be: then SAY=go, or another AT=. What destroys data goes first: docs/runbooks/rollback.md",
        },
        () => Promise.resolve({ holds: false, says: "nobody has decided" }),
      ),
      becomes(about, restored, kept, protectedBranch, () =>
        Promise.resolve({ source_timestamp: at }),
      ),
      ...finished(undone),
    ],
    back: [
      frozen(about, true, "database"),
      becomes(about, undone, `restored-${at}`, protectedBranch, async (branchNamed) => {
        const branch = await branchNamed(kept);
        if (branch !== undefined) return { source_branch_id: branch.id };
        throw new UsageError(`there is no branch ${kept} to go back to: nothing was restored`);
      }),
      ...finished(restored),
    ],
  };
}

/** Where the database comes from; the branch that keeps what it was tells whether it has come. */
function becomes(
  { spec: { identity }, drilledSeconds }: About,
  title: string,
  keptAs: string,
  isProtected: boolean,
  from: (
    branchNamed: (name: string) => Promise<{ readonly id: string } | undefined>,
  ) => Promise<{ readonly source_branch_id?: string; readonly source_timestamp?: string }>,
): Step {
  return {
    ...{
      title,
      decides: "command",
      target: "database",
      back: title === restored ? undone : restored,
    },
    does: [
      // Neon restores no protected branch.
      ...(isProtected
        ? [calls("unprotect the branch", ({ database }) => database.protect(false))]
        : []),
      calls(`restore the branch, and keep what it is now as ${keptAs}`, async ({ database }) =>
        database.restore(await from(async (name) => (await database.branches(name)).named), keptAs),
      ),
    ],
    look: async ({ database }) => {
      const { own, named } = await database.branches(keptAs);
      const holds = named !== undefined && own.current_state === "ready";
      return {
        holds,
        says: `${named === undefined ? "there is no" : "there is a"} branch ${keptAs}`,
      };
    },
    times: [
      drilledSeconds === undefined
        ? [`no drill has measured it: make drill ENV=${identity.stack}`, undefined, "unknown"]
        : ["Neon restores the branch", drilledSeconds, "drilled"],
    ],
    byHand:
      "What Neon's history has no more comes from a backup: docs/runbooks/database-backups.md",
  };
}

function isProtected(back: string): Step {
  return {
    ...{ title: "its branch is protected again", decides: "command", target: "database", back },
    does: [calls("protect the branch", ({ database }) => database.protect(true))],
    look: async ({ database }) => {
      const { own } = await database.branches("");
      return { holds: own.protected, says: own.protected ? "it is" : "it is not" };
    },
    ...{ times: [["Neon takes it", 5, "assumed"]], byHand: "" },
  };
}

/** Its roles have the passwords of then, and who connects has those of now. */
function hasPasswords(stack: string, back: string): Step {
  const up = ["pulumi", "up", "--stack", stack, "--yes", "--refresh", "--policy-pack", "policies"];
  return {
    ...{
      title: "its roles get the passwords of now",
      decides: "command",
      target: "database",
      back,
    },
    does: [runs(...up, "--replace", "**-roles-invocation")],
    times: [["an `up` that refreshes", 600, "assumed"]],
    byHand: "",
  };
}

function calls(what: string, run: Deed["run"]): Deed {
  return { shown: `Neon: ${what}`, run };
}
