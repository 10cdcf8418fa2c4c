import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { CloudObject } from "../../sandbox/cloud/object-store";
import { reportedAnswers } from "../../sandbox/cloud/ecs-deployments";
import { type Changes, sampleProject } from "../support/project";
import { deployed } from "./support/deployed";
import { changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

const stack = "staging";
const place = "clouds/aws/222222222222/eu-west-1";

const released = [
  "replace aws:ecs/taskDefinition:TaskDefinition staging-blue-admin-task",
  "replace aws:ecs/taskDefinition:TaskDefinition staging-green-admin-task",
  "update aws:ecs/service:Service staging-blue-admin-service",
  "update aws:ecs/service:Service staging-green-admin-service",
];

describeEngine("releases by blue/green, one after the other,", () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    sandbox.dispose();
  });

  for (const swapsTargetGroups of [true, false]) {
    it(`change the service alone, where ECS ${swapsTargetGroups ? "swaps" : "keeps"} its target groups`, async () => {
      sandbox = await deployed(stack);
      const answers = { ...reportedAnswers, swapsTargetGroups };
      const upWith = async (changes: Changes) => {
        const root = sampleProject(changes);
        const { stack: opened, close } = await sandbox.open(stack, undefined, root, {
          questions: answers,
        });
        const operation = await operate(opened, "up");
        close();
        return changesOf(operation);
      };
      for (const digit of ["7", "8"]) {
        expect(await upWith(releaseOf("admin", digit))).to.deep.equal(released);
      }
      const left = [traffic(), attached()];
      await upWith({
        ...releaseOf("admin", "8"),
        "Pulumi.staging.yaml": (text) => `${text}  platform:costCenter: bakery\n`,
      });
      expect([traffic(), attached()]).to.deep.equal(left);
      expect(objects("lb.ListenerRule")[0]?.properties.tags).to.include({
        "cost-center": "bakery",
      });
    });
  }

  function traffic(): unknown {
    return objects("lb.ListenerRule").map(({ properties }) => properties.actions);
  }

  function attached(): unknown {
    return objects("ecs.Service").map(({ properties }) => properties.loadBalancers);
  }

  function objects(kind: string): readonly CloudObject[] {
    const folder = join(sandbox.folder, place, kind);
    return readdirSync(folder).map(
      (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as CloudObject,
    );
  }
});

function releaseOf(workload: string, digit: string): Changes {
  return {
    [`releases/${stack}.json`]: (text) => {
      const releases = JSON.parse(text) as Record<string, object>;
      const digest = `sha256:${digit.repeat(64)}`;
      return JSON.stringify({ ...releases, [workload]: { ...releases[workload], digest } });
    },
  };
}
