import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { digestOf } from "../../artifacts/digest";
import { hasArtifact, isKept, keepArtifact } from "../../artifacts/kept";
import { readWorkloads } from "../../settings/read-workloads";
import { type Changes, sampleProject } from "../support/project";
import { deployed } from "./support/deployed";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

const stack = "staging";
const module = Buffer.from("export default { fetch: () => new Response('2') };\n");

const suppliers = `
target: aws-ecs
container: { port: 8080, healthCheckPath: /healthz, cpu: 256, memoryMib: 512 }
secrets:
  SESSION_KEY: generated
deployment:
  strategy: canary
  monitoringPeriod: 30m
  rollbackThresholds: { errorRate: 1, latencyIncrease: 10 }
  qualityGates: { sonarQube: true, testCoverage: 80, securityScan: true, healthChecks: true }
`;

describeEngine("what runs comes by its digest:", () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    sandbox.dispose();
  });

  async function upWith(root: string): Promise<readonly string[]> {
    const { stack: opened, close } = await sandbox.open(stack, undefined, root);
    try {
      return changesOf(await operate(opened, "up"));
    } finally {
      close();
    }
  }

  it("an edited Worker changes nothing in staging until its build is released, and then only itself", async () => {
    sandbox = await deployed(stack);
    const released = sampleProject(releaseOf("accounts", digestOf(module)));
    writeFileSync(join(released, "services/accounts/src/index.js"), "edited\n");
    expect(
      await upWith(sampleProject({ "services/accounts/src/index.js": "edited\n" })),
    ).to.deep.equal([]);

    const { stack: opened, close } = await sandbox.open(stack, undefined, released);
    const refused = await attempt(opened, "up");
    close();
    expect(refused.output).to.include("make fetch ENV=staging");
    const accounts = readWorkloads(released).sound.find(({ name }) => name === "accounts");
    if (accounts === undefined || !isKept(accounts)) throw new Error("accounts is no Worker");
    keepArtifact(released, accounts, digestOf(module), module);
    expect(hasArtifact(released, accounts, digestOf(module))).to.equal(true);
    expect(await upWith(released)).to.deep.equal([
      "replace cloudflare:index/workerVersion:WorkerVersion staging-accounts-version",
      "replace cloudflare:index/workersDeployment:WorkersDeployment staging-accounts-deployment",
    ]);
  });

  it("a workload that waits is made ready, and its first release only adds to it", async () => {
    sandbox = await deployed(stack);
    const manifest = { "services/suppliers/deploy.yaml": suppliers };
    const made = await upWith(sampleProject(manifest));
    expect(made).to.include(
      "create aws:secretsmanager/secret:Secret staging-secrets-suppliers-SESSION_KEY-secret",
    );
    expect(made.join("\n")).not.to.include("ecs/service:Service");
    expect(await upWith(sampleProject(manifest))).to.deep.equal([]);

    const digest = `sha256:${"7".repeat(64)}`;
    const added = await upWith(sampleProject({ ...manifest, ...releaseOf("suppliers", digest) }));
    expect(added).to.include("create aws:ecs/service:Service staging-blue-suppliers-service");
    expect(added.filter((change) => !change.startsWith("create "))).to.deep.equal([]);
  });
});

function releaseOf(workload: string, digest: string): Changes {
  return {
    [`releases/${stack}.json`]: (text) => {
      const release = { version: "2.0.0", commit: "b".repeat(40), digest };
      return JSON.stringify({ ...(JSON.parse(text) as object), [workload]: release });
    },
  };
}
