import { setTimeout as sleep } from "node:timers/promises";
import { assert } from "chai";
import { recover } from "../../operations/recover/recover";
import { NeonEmulator } from "../../sandbox/neon-api/neon-emulator";
import { inventory, known } from "./support/neon-inventory";
import { NeonStack } from "./support/neon-stack";
import { declareWorld, regionId, vpcEndpointId } from "./support/neon-world";
import { attempt, operate, type OperationName } from "./support/operation";
import { describeEngine } from "./support/sandbox";
import { seededSample, seedNote, share } from "./support/share";
import { stateOf, verifyState } from "./support/state";

/** Longer than any test: an operation that goes on until the emulator's clock is set ahead. */
const aWhile = 3_600;

/** What is cut off, by the request that its resource makes, and what there is before. */
interface Moment {
  readonly title: string;
  readonly operation: "up" | "destroy";
  /** What the stack is before: nothing, or the first edition of everything. */
  readonly from: "nothing" | "everything";
  readonly request: { readonly method: string; readonly path: RegExp };
}

const moments: readonly Moment[] = [
  {
    title: "the creation of a project",
    operation: "up",
    from: "nothing",
    request: { method: "POST", path: /^\/projects$/ },
  },
  {
    title: "the creation of a branch",
    operation: "up",
    from: "nothing",
    request: { method: "POST", path: /^\/projects\/[^/]+\/branches$/ },
  },
  {
    title: "an update of a compute",
    operation: "up",
    from: "everything",
    request: { method: "PATCH", path: /\/endpoints\/[^/]+$/ },
  },
  {
    title: "a deletion of a branch",
    operation: "destroy",
    from: "everything",
    request: { method: "DELETE", path: /^\/projects\/[^/]+\/branches\/[^/]+$/ },
  },
];

const endings = ["cancelled with SIGINT", "killed with SIGKILL", "killed with its engine"] as const;

type Ending = (typeof endings)[number];

const all = endings.flatMap((end) => moments.map((moment) => ({ end, moment })));
const shareNote = `${String(share({ seeded: 1, full: all.length }))} of ${String(all.length)} cases, ${seedNote}`;

describeEngine(`The Neon provider, cut off while it waits for Neon (${shareNote})`, () => {
  let neon: NeonEmulator;
  let opened: NeonStack;
  let edition: 1 | 2;

  beforeEach(async () => {
    edition = 1;
    neon = await NeonEmulator.start({ pace: { polls: 0 } });
    neon.neon.vpcEndpoints.set(vpcEndpointId, { regionId, label: "ours" });
    opened = await NeonStack.open({
      neon,
      program: () => {
        declareWorld({ name: "it", edition, isChain: true, now: neon.clock.time });
        return Promise.resolve();
      },
    });
  });
  afterEach(async () => {
    opened.dispose();
    await neon.close();
  });

  for (const { end, moment } of seededSample(all, share({ seeded: 1, full: Infinity }), "ends")) {
    it(`${end} in ${moment.title}: the next ${moment.operation} converges`, async () => {
      await ends[end](moment);
      await converges(moment);
    });
  }

  const ends: Readonly<Record<Ending, (moment: Moment) => Promise<void>>> = {
    "cancelled with SIGINT": async (moment) => {
      const controller = new AbortController();
      const cut = (): void => {
        controller.abort();
      };
      const { output } = await cutOff(moment, cut, controller.signal);
      assert.include(output, "Cancelled while Neon was to");
    },
    "killed with SIGKILL": async (moment) => {
      await cutOff(moment, () => {
        opened.killProvider();
      });
      await recovers();
    },
    "killed with its engine": async (moment) => {
      await cutOff(moment, () => {
        opened.killEngine();
      });
      await recovers();
    },
  };

  async function recovers(): Promise<void> {
    const { creations, lost, done } = await recover(opened.stack, { settle: 0 });
    assert.isTrue(done, JSON.stringify(creations, null, 2));
    assert.isEmpty(lost);
  }

  /** Begins the operation, cuts it off when it waits for what the request began, and lets Neon finish. */
  async function cutOff(
    { operation, from, request }: Moment,
    cut: () => void,
    signal?: AbortSignal,
  ): Promise<{ readonly output: string }> {
    if (from === "everything") {
      await operate(opened.stack, "up");
      edition = 2;
    }
    const begun = neon.requests.length;
    const isCalled = () =>
      neon.requests
        .slice(begun)
        .findIndex(({ method, path }) => method === request.method && request.path.test(path));
    const options = { ...(signal !== undefined && { signal }) };
    const running = attempt(opened.stack, operation, options);
    let ended = false;
    void running.finally(() => {
      ended = true;
    });
    // What begins with this request is not done before the clock is set ahead.
    neon.faults.plan(
      { kind: "slow", milliseconds: 0 },
      {
        where: ({ method, path }) => {
          if (method === request.method && request.path.test(path)) {
            neon.neon.pace = { seconds: aWhile };
          }
          return false;
        },
      },
    );
    const isWaiting = () => {
      const at = isCalled();
      const after = neon.requests.slice(begun).slice(at + 1);
      return at >= 0 && after.some(({ path }) => path.includes("/operations/"));
    };
    while (!isWaiting()) {
      assert.isFalse(ended, "it ended before it was cut off");
      await sleep(20);
    }
    cut();
    const cutOperation = await running;
    assert.isDefined(cutOperation.failure);
    assert.isEmpty(neon.unprepared);
    neon.faults.clear();
    neon.neon.pace = { polls: 0 };
    neon.clock.advance(aWhile * 3);
    return cutOperation;
  }

  async function converges({ operation }: Moment): Promise<void> {
    const again = await attempt(opened.stack, operation);
    assert.isUndefined(again.failure, again.output);
    await noneLeft(operation);
    const state = await stateOf(opened.stack);
    assert.deepEqual(verifyState(state), []);
    assert.deepEqual(state.pendingOperations, []);
    assert.deepEqual(inventory(neon), known(state.resources));
    assert.equal(neon.neon.projects.size, operation === "destroy" ? 0 : 2);
    assert.equal(neon.neon.deletedProjects.size, operation === "destroy" ? 2 : 0);
  }

  async function noneLeft(operation: OperationName): Promise<void> {
    if (operation === "up") await operate(opened.stack, "up", { expectNoChanges: true });
  }
});
