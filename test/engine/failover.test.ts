import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Provider } from "@pulumi/aws/provider";
import { expect } from "chai";
import { declareScaling, type ServiceScalingArgs } from "../../components/service/service-scaling";
import { findDrift } from "../../operations/drift/drift";
import type { CloudObject } from "../../sandbox/cloud/object-store";
import { sandboxForAll } from "./support/fresh-sandbox";
import { operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

/** A service of the recovery cell, as far as its tasks go. */
const program = () => {
  const provider = new Provider("aws", {
    region: "eu-west-1",
    allowedAccountIds: ["111111111111"],
  });
  const args = {
    spec: { name: "admin", scale: { min: 3, max: 3, schedule: undefined } },
    cell: { role: "recovery", clusterName: "recovery" },
    context: { identity: { tags: {} } },
    service: { name: "admin" },
  };
  declareScaling("admin", args as unknown as ServiceScalingArgs, { provider });
  return undefined;
};

describeEngine("the recovery cell's tasks, given by a failover,", () => {
  let sandbox: TemporarySandbox;
  sandboxForAll((made) => (sandbox = made));

  it("stay through an `up` that reads the clouds, and are no drift", async () => {
    const { stack } = await sandbox.open("dev", program);
    await operate(stack, "up");
    const file = join(
      sandbox.folder,
      "clouds/aws/111111111111/eu-west-1/appautoscaling.Target/admin-scale.json",
    );
    const read = () => JSON.parse(readFileSync(file, "utf8")) as CloudObject;
    const given = { ...read().properties, minCapacity: 3, maxCapacity: 20 };
    writeFileSync(file, JSON.stringify({ ...read(), properties: given }));
    expect(await findDrift(stack, { settle: 0 })).to.deep.include({ changed: [], gone: [] });
    await operate(stack, "up", { refresh: true });
    await operate(stack, "up");
    expect(read().properties).to.include({ minCapacity: 3, maxCapacity: 20 });
  });
});
