import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { asLeft, deployAgain } from "../../operations/running/deploy-again";
import { parseRunning, usage } from "../../operations/running/options";
import { describeAgain, describeStragglers } from "../../operations/running/report";
import { lagOf, type ServiceStatus } from "../../operations/running/stragglers";
import type { ExportedState } from "../../operations/stack/state";
import { UsageError } from "../../settings/usage-error";
import { folderForEach } from "../support/temporary-folder";

const family = "arn:aws:ecs:eu-west-1:111111111111:task-definition/web";
const service = {
  urn: "urn:pulumi:dev::platform::aws:ecs/service:Service::dev-web",
  type: "aws:ecs/service:Service",
  inputs: { taskDefinition: `${family}:1`, triggers: { capacity: "spot" }, name: "web" },
  outputs: { taskDefinition: `${family}:2`, triggers: { capacity: "spot" }, name: "web" },
};
const well: ServiceStatus = {
  taskDefinition: `${family}:2`,
  desiredCount: 2,
  deployments: [{ status: "PRIMARY", runningCount: 2 }],
  events: [{ message: "(service web) has reached a steady state." }],
};
const failure = { message: "(service web) deployment failed: tasks failed to start." };
const straggler = {
  urn: service.urn,
  name: "dev-web",
  asked: `${family}:2`,
  runs: `${family}:1`,
  lag: "another revision",
  said: failure.message,
} as const;

describe("what runs", () => {
  it("is looked for in the stack that the arguments name, and in no other way", () => {
    expect(parseRunning(["--stack", "dev"])).to.deep.equal({ stack: "dev", again: false });
    expect(parseRunning(["--stack", "dev", "--again"])).to.deep.equal({
      stack: "dev",
      again: true,
    });
    expect(parseRunning(["-h"])).to.equal("help");
    for (const argv of [[], ["--stack", " "], ["--stack", "dev", "--now"], ["dev"]]) {
      expect(() => parseRunning(argv)).to.throw(UsageError, usage);
    }
  });

  it("is what was asked for where ECS has that revision and any task of it", () => {
    expect(lagOf(service, well)).to.deep.equal([]);
    expect(lagOf(service, { ...well, desiredCount: 9 })).to.deep.equal([]);
    const idle = [{ status: "PRIMARY", runningCount: 0 }];
    expect(lagOf(service, { ...well, desiredCount: 0, deployments: idle })).to.deep.equal([]);
  });

  it("is another revision, no task, or still to come, with the reason that ECS gave", () => {
    const events = [well.events[0] ?? failure, failure];
    expect(lagOf(service, { ...well, taskDefinition: `${family}:1`, events })).to.deep.equal([
      straggler,
    ]);
    const lags = (status: Partial<ServiceStatus>) =>
      lagOf(service, { ...well, ...status }).map(({ lag }) => lag);
    expect(lags({ deployments: [{ status: "PRIMARY", runningCount: 0 }] })).to.deep.equal([
      "no task",
    ]);
    const active = { status: "ACTIVE", runningCount: 2 };
    expect(lags({ deployments: [...well.deployments, active] })).to.deep.equal(["under way"]);
    expect(lags({ deployments: [] })).to.deep.equal(["no task"]);
  });

  it("names the service, what it runs, what was asked for, why, and the command that helps", () => {
    expect(describeStragglers("dev", [])).to.equal(
      "dev: every container service runs what was asked for\n",
    );
    const line = `  dev-web runs web:1 where web:2 was asked for: ${failure.message}\n`;
    const text = describeStragglers("dev", [straggler]);
    expect(text).to.include("`make running ENV=dev AGAIN=1`").and.include(line);
    expect(describeAgain("dev", [straggler])).to.equal(
      `dev: the next \`up\` deploys these again.\n${line}`,
    );
    const { said, ...silent } = straggler;
    expect(said).to.equal(failure.message);
    expect(describeStragglers("dev", [{ ...silent, lag: "no task" }])).to.include(
      "  dev-web runs no task of web:2\n",
    );
    expect(describeStragglers("dev", [{ ...silent, lag: "under way" }])).to.include(
      "  dev-web is still deploying web:2\n",
    );
  });

  it("stands in the state afterwards, so that the next `up` sees a difference, and nothing else changes", () => {
    const other = { ...service, urn: `${service.urn}-other` };
    const state: ExportedState = { version: 3, deployment: { resources: [service, other] } };
    const found = {
      taskDefinition: `${family}:1`,
      triggers: { capacity: "the last deployment failed" },
      name: "web",
    };
    expect(asLeft(state, [straggler])).to.deep.equal({
      version: 3,
      deployment: { resources: [{ ...service, inputs: found, outputs: found }, other] },
    });
    expect(asLeft({ version: 3, deployment: null }, [straggler]).deployment).to.equal(null);
  });

  describe("is deployed again", () => {
    let stack: Stack;
    let file: string;
    folderForEach((folder) => {
      file = join(folder, "state.json");
      const command = join(folder, "pulumi");
      const engine = `#!/bin/sh\ncase "$2" in export) cat ${file} ;; import) cp "$4" ${file} ;; esac\n`;
      writeFileSync(command, engine, { mode: 0o755 });
      writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources: [service] } }));
      const workspace = { pulumiCommand: { command }, workDir: folder, envVars: {} };
      stack = { name: "dev", workspace } as unknown as Stack;
    });
    const triggers = () => {
      const { deployment } = JSON.parse(readFileSync(file, "utf8")) as ExportedState;
      return deployment?.resources?.map(({ inputs }) => inputs?.triggers);
    };

    for (const lag of ["another revision", "no task"] as const) {
      it(`where ECS runs ${lag}`, async () => {
        const found = { ...straggler, lag };
        expect(await deployAgain(stack, [found])).to.deep.equal([found]);
        expect(triggers()).to.deep.equal([{ capacity: "the last deployment failed" }]);
      });
    }

    it("but not while ECS is still at work on it", async () => {
      expect(await deployAgain(stack, [{ ...straggler, lag: "under way" }])).to.deep.equal([]);
      expect(triggers()).to.deep.equal([{ capacity: "spot" }]);
    });
  });
});
