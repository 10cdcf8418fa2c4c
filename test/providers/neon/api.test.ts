import { assert } from "chai";
import { NeonApi, defaultTiming } from "../../../providers/neon/api/neon-api";
import { NeonProvider } from "../../../providers/neon/provider";
import { Ground, incompleteOf, leastProject, refusalOf, subjectOf } from "./provider-ground";

describe("The Neon provider's requests", () => {
  let ground: Ground;

  beforeEach(async () => {
    ground = await Ground.start({ pace: { polls: 0 } });
  });
  afterEach(() => ground.close());

  it("wait as long as Retry-After says, and are sent again", async () => {
    const making = { request: "POST /projects", times: 2 };
    ground.neon.faults.plan({ kind: "throttled", retryAfterSeconds: 7 }, making);
    await ground.project();
    assert.deepEqual(ground.pauses.slice(0, 2), [7_000, 7_000]);
    assert.deepEqual(ground.requestsSince(0).slice(1, 4), Array(3).fill("POST /projects"));
  });

  it("wait for a lock, also to make something, and longer than for anything else", async () => {
    ground.neon.faults.plan({ kind: "locked" }, { request: "POST /projects", times: 12 });
    await ground.project();
    assert.equal(ground.requestsSince(0).filter((each) => each === "POST /projects").length, 13);
  });

  it("give up on a lock in the end, and say what to do", async () => {
    ground.neon.faults.plan({ kind: "locked" }, { request: "POST /projects", times: 1_000 });
    const { reason, message } = await refusalOf(ground.project());
    assert.equal(reason, "overloaded");
    assert.include(message, "POST /projects: HTTP 423");
    assert.include(message, "try again");
    assert.isAtLeast(
      ground.pauses.reduce((sum, each) => sum + each, 0),
      300_000,
    );
  });

  for (const status of [500, 502, 504]) {
    it(`make nothing twice after ${String(status)}`, async () => {
      ground.neon.faults.plan(
        { kind: "server-error", status, workDone: true },
        { request: "POST /projects" },
      );
      await ground.project();
      assert.deepEqual(ground.requestsSince(0).slice(0, 3), [
        "GET /projects",
        "POST /projects",
        "GET /projects",
      ]);
      assert.equal(ground.neon.neon.projects.size, 1);
    });
  }

  it("are sent again after 503, at which Neon has done nothing", async () => {
    const making = { request: "POST /projects" };
    ground.neon.faults.plan({ kind: "server-error", status: 503 }, making);
    await ground.project();
    assert.deepEqual(ground.requestsSince(0).slice(1, 3), ["POST /projects", "POST /projects"]);
  });

  it("read, change and delete again after a server error or a broken connection", async () => {
    const made = await ground.project();
    for (const fault of [
      { kind: "server-error", status: 500 },
      { kind: "lost-reply" },
      { kind: "refused" },
    ] as const) {
      ground.neon.faults.plan(fault, { request: "PATCH /projects/*" });
      ground.neon.faults.plan(fault, { request: "GET /projects/*" });
      await ground.update(made, { ...leastProject, name: fault.kind });
      assert.equal((await ground.refresh(made))?.inputs.name, fault.kind);
    }
    ground.neon.faults.plan({ kind: "lost-reply" }, { request: "DELETE /projects/*" });
    await ground.delete(made);
    assert.equal(ground.neon.faults.pending, 0);
  });

  it("give up on a server that stays broken", async () => {
    const made = await ground.project();
    ground.neon.faults.plan({ kind: "server-error", status: 500 }, { times: 100 });
    const before = ground.neon.requests.length;
    assert.equal((await refusalOf(ground.refresh(made))).reason, "server error");
    assert.equal(ground.neon.requests.length - before, defaultTiming.attempts);
  });

  it("quote Neon's words, the request, and never the key", async () => {
    const settings = { apiKey: "napi_wrong_marker", baseUrl: ground.neon.baseUrl };
    const provider = new NeonProvider(new NeonApi(settings));
    const { reason, message } = await refusalOf(
      provider.create(subjectOf("Project"), leastProject, ground.signal),
    );
    assert.equal(reason, "unauthorized");
    assert.match(
      message,
      /^Neon did not create the project "shop": .+ \(POST \/projects: HTTP 401/,
    );
    assert.include(message, "NEON_API_KEY");
    assert.notInclude(message, "napi_wrong_marker");
  });

  it("are not sent without a key, but a preview needs none", async () => {
    const provider = new NeonProvider(new NeonApi({ apiKey: undefined }));
    assert.deepInclude(provider.preview(subjectOf("Project"), leastProject), leastProject);
    const work = provider.create(subjectOf("Project"), leastProject, ground.signal);
    const { reason, message } = await refusalOf(work);
    assert.equal(reason, "unauthorized");
    assert.include(message, "pulumi config set --secret neon:apiKey");
  });

  it("end at once when the engine cancels, and what was made is kept", async () => {
    const cancelled = new AbortController();
    const held = ground.neon.faults.plan(
      { kind: "held" },
      { request: "GET /projects/*/operations/*" },
    );
    const work = ground.provider.create(subjectOf("Project"), leastProject, cancelled.signal);
    await held.fired;
    cancelled.abort();
    const { left, message } = await incompleteOf(work);
    assert.include(message, "Cancelled while Neon was to");
    assert.isNotEmpty(left.id);
    held.release();
  });

  it("are refused at once when the engine has cancelled already", async () => {
    const made = await ground.project();
    const before = ground.neon.requests.length;
    const work = ground.provider.read(subjectOf("Project"), made.id, made, AbortSignal.abort());
    assert.equal((await refusalOf(work)).reason, "cancelled");
    assert.equal(ground.neon.requests.length, before);
  });
});

describe("Operations of Neon", () => {
  it("are waited for until their deadline, and no longer", async () => {
    const ground = await Ground.start({ pace: { seconds: 86_400 } }, { deadlineSeconds: 90 });
    const { left, message } = await incompleteOf(ground.project());
    assert.include(message, "was not done after 90 seconds");
    assert.isNotEmpty(left.id);
    assert.equal(ground.pauses.length, 90);
    await ground.close();
  });
});
