import { expect } from "chai";
import { changesOf, operate } from "./support/operation";
import { sandboxForEach } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

describeEngine("the first `up` without container services", () => {
  let sandbox: TemporarySandbox;
  sandboxForEach((fresh) => (sandbox = fresh));

  it("makes the secrets that somebody gives a value, and the next makes the services", async () => {
    const { stack, policies } = await sandbox.open("dev");
    // As docs/runbooks/bootstrap.md has it: the engine hands the policies what is left out without its inputs.
    const services = { exclude: ["**aws:ecs/service:Service**"], excludeDependents: true };
    const first = changesOf(await operate(stack, "up", services));
    expect(first).to.include(
      "create aws:secretsmanager/secret:Secret dev-secrets-admin-ADMIN_TOKEN-secret",
    );
    expect(first.filter((change) => change.includes("ecs/service:"))).to.deep.equal([]);

    const second = changesOf(await operate(stack, "up", { policies }));
    expect(second).to.include("create aws:ecs/service:Service dev-blue-admin-service");
  });
});
