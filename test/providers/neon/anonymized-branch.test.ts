import { assert } from "chai";
import { Ground, incompleteOf, type Made, refusalOf, subjectOf } from "./provider-ground";

const email = {
  databaseName: "shop",
  schemaName: "public",
  tableName: "users",
  columnName: "email",
  maskingFunction: "anon.fake_email()",
};
const unmasked = {
  databaseName: "shop",
  schemaName: "public",
  tableName: "users",
  columnName: "phone",
};
const phone = { ...unmasked, maskingValue: "none" };

describe("The Neon provider's AnonymizedBranch", () => {
  let ground: Ground;
  let project: Made;

  beforeEach(async () => {
    ground = await Ground.start({ pace: { polls: 2 }, now: new Date("2030-01-01T00:00:00Z") });
    project = await ground.project({ defaultBranch: { databaseName: "shop" } });
  });
  afterEach(() => ground.close());

  const inputs = (more: object = {}) => ({
    projectId: project.id,
    name: "masked",
    maskingRules: [email],
    ...more,
  });
  const branch = (more: object = {}) => ground.create("AnonymizedBranch", inputs(more));
  const count = (operation: string) =>
    ground.neon.requests.filter((each) => each.operation === operation).length;
  const check = async (more: object) =>
    (await ground.provider.check(subjectOf("AnonymizedBranch"), inputs(more))).map(
      ({ property, reason }) => `${property} ${reason}`,
    );

  it("is ready once it is masked, and says how far it is", async () => {
    const made = await branch({ expiresAt: "2030-01-08T00:00:00Z" });
    assert.deepInclude(made.outputs, {
      name: "masked",
      parentId: project.outputs.defaultBranchId,
      expiresAt: "2030-01-08T00:00:00Z",
      anonymizationState: "anonymized",
    });
    assert.deepEqual(made.outputs.maskingRules, [email]);
    assert.include(ground.progress, "masking is anonymizing");
    assert.equal(count("startAnonymization"), 0);
  });

  it("runs other rules on the branch, and none again for another name", async () => {
    const made = await branch();
    const renamed = await ground.update(made, inputs({ name: "safe" }));
    assert.equal(renamed.outputs.name, "safe");
    assert.equal(count("startAnonymization"), 0);
    const masked = await ground.update(
      renamed,
      inputs({ name: "safe", maskingRules: [phone, email] }),
    );
    assert.deepEqual(masked.outputs.maskingRules, [phone, email]);
    assert.equal(masked.outputs.anonymizationState, "anonymized");
    assert.equal(count("startAnonymization"), 1);
  });

  it("is kept when masking fails, and masked by the next update", async () => {
    const wrong = [{ ...email, databaseName: "shoop" }];
    const { message, left } = await incompleteOf(branch({ maskingRules: wrong }));
    assert.include(message, "masking of the branch");
    assert.include(message, "database shoop does not exist");
    const made = {
      type: "AnonymizedBranch",
      id: left.id,
      inputs: inputs({ maskingRules: wrong }),
      outputs: left.outputs,
    };
    assert.equal((await ground.refresh(made))?.outputs.anonymizationState, "error");
    const again = await refusalOf(ground.update(made, made.inputs));
    assert.include(again.message, "database shoop does not exist");
    const masked = await ground.update(made, inputs());
    assert.equal(masked.outputs.anonymizationState, "anonymized");
  });

  it("runs rules that an update before has set and not run", async () => {
    const made = await branch();
    const news = inputs({ maskingRules: [email, phone] });
    const start = { request: "POST /projects/*/branches/*/anonymize", times: 100 };
    ground.neon.faults.plan({ kind: "server-error", status: 500 }, start);
    assert.equal((await refusalOf(ground.update(made, news))).reason, "outcome unknown");
    ground.neon.faults.clear();
    const runs = count("startAnonymization");
    const masked = await ground.update(made, news);
    assert.equal(count("startAnonymization"), runs + 1);
    assert.equal(masked.outputs.anonymizationState, "anonymized");
  });

  it("runs rules again when nobody knows whether they run, but not while they do", async () => {
    const made = await branch();
    ground.neon.faults.plan(
      { kind: "lost-reply" },
      { request: "POST /projects/*/branches/*/anonymize" },
    );
    const masked = await ground.update(made, inputs({ maskingRules: [email, phone] }));
    assert.equal(masked.outputs.anonymizationState, "anonymized");
    assert.deepEqual(
      ground.neon.requests
        .filter(({ operation }) => operation === "startAnonymization")
        .map(({ status }) => status),
      [undefined, 200],
    );
  });

  it("is imported by its project and its id, and a plain branch is none", async () => {
    const made = await branch();
    const imported = await ground.import("AnonymizedBranch", made.id);
    assert.equal(imported?.id, made.id);
    assert.deepEqual(imported?.inputs.maskingRules, [email]);
    const plain = await ground.create("Branch", { projectId: project.id, name: "plain" });
    assert.isUndefined(await ground.import("AnonymizedBranch", plain.id));
    await ground.delete(made);
    assert.isUndefined(await ground.refresh(made));
  });

  it("has its rules in any order", () => {
    const differs = (maskingRules: readonly object[]) => {
      const olds = inputs({ maskingRules: [email, phone] });
      const subject = subjectOf("AnonymizedBranch");
      return ground.provider.diff(subject, "br-1", olds, inputs({ maskingRules }), olds).changed;
    };
    assert.isEmpty(differs([phone, email]));
    assert.deepEqual(differs([phone, { ...email, maskingFunction: "anon.x()" }]), ["maskingRules"]);
  });

  it("says what is wrong with each rule", async () => {
    assert.deepEqual(await check({ maskingRules: [email, phone] }), []);
    const problems = await check({
      maskingRules: [
        { ...email, maskingValue: "x" },
        unmasked,
        { ...email, maskingFunction: "f()" },
      ],
    });
    assert.lengthOf(problems, 3);
    assert.match(problems[0] ?? "", /^maskingRules\[0\] has both/);
    assert.match(problems[1] ?? "", /^maskingRules\[1\] has neither/);
    assert.match(problems[2] ?? "", /^maskingRules\[2\] masks shop\.public\.users\.email like/);
    assert.match((await check({ maskingRules: [] }))[0] ?? "", /^maskingRules is empty/);
  });

  it("asks whether the project's network allows it", async () => {
    const allowedIps = { ips: ["203.0.113.7"], protectedBranchesOnly: false };
    const listed = await ground.project({ name: "listed", settings: { allowedIps } });
    const [problem = ""] = await check({ projectId: listed.id });
    assert.match(problem, /^projectId .* has an IP allow list/);
    const closed = await ground.project({ name: "closed" });
    ground.neon.neon.project(closed.id).project.settings = { block_public_connections: true };
    assert.match(
      (await check({ projectId: closed.id }))[0] ?? "",
      /^projectId .* has public connections blocked/,
    );
    ground.neon.neon.project(project.id).vpcEndpoints.set("vpce-1", "ours");
    assert.match((await check({}))[0] ?? "", /^projectId .* has VPC endpoints assigned/);
  });
});

describe("Masking", () => {
  it("is not waited for for ever", async () => {
    const ground = await Ground.start({ pace: { polls: 0 } }, { deadlineSeconds: 90 });
    const { id: projectId } = await ground.project({ defaultBranch: { databaseName: "shop" } });
    ground.neon.neon.pace = { polls: 1 };
    ground.meanwhile = () => {
      ground.neon.neon.pace = { polls: 1_000 };
    };
    const branch = ground.create("AnonymizedBranch", {
      projectId,
      name: "masked",
      maskingRules: [email],
    });
    const { message } = await incompleteOf(branch);
    assert.include(message, "masking was still anonymizing after 90 seconds");
    const reports = ground.progress.filter((each) => each === "masking is anonymizing");
    assert.isAtLeast(reports.length, 90);
    await ground.close();
  });
});
