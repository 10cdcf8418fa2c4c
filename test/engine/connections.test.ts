import { Client, connectivityState } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import { getEngine, getMonitor } from "@pulumi/pulumi/runtime/settings";
import { expect } from "chai";
import { parseFault } from "../../sandbox/cloud/faults";
import { attempt } from "./support/operation";
import { describeEngine, TemporarySandbox } from "./support/sandbox";

describeEngine("A program's connections to its engine", () => {
  let sandbox: TemporarySandbox;
  beforeEach(() => {
    sandbox = new TemporarySandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it("end with the next run, also those of an engine that was killed: no program looks for what is gone", async () => {
    const runs: Client[][] = [];
    const { stack, faults } = await sandbox.open("dev", async () => {
      const clients = [getMonitor(), getEngine()];
      runs.push(clients.filter((client) => client instanceof Client));
      await pulumi.log.info("said to the engine");
      const provider = new aws.Provider("aws", {
        region: "eu-west-1",
        allowedAccountIds: ["111111111111"],
      });
      new aws.ec2.Eip("address", { domain: "vpc" }, { provider });
    });
    faults.set([parseFault("kill-before create aws:ec2/eip:Eip")]);
    expect((await attempt(stack, "up")).failure).to.be.instanceOf(Error);
    faults.set([]);
    expect((await attempt(stack, "preview")).failure).to.equal(undefined);
    const [killed = [], last = []] = runs;
    expect(killed.map(stateOf)).to.deep.equal(["SHUTDOWN", "SHUTDOWN"]);
    expect(last).to.have.length(2);
    sandbox.dispose();
    expect(last.map(stateOf)).to.deep.equal(["SHUTDOWN", "SHUTDOWN"]);
  });
});

/** @returns `SHUTDOWN` where it was closed. */
function stateOf(client: Client): string | undefined {
  return connectivityState[client.getChannel().getConnectivityState(false)];
}
