import { assert } from "chai";
import { Incomplete, type Subject } from "../../../providers/server/provider";
import type { WireMap } from "../../../providers/server/wire";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { type OpenQuestions, reportedAnswers } from "../../../sandbox/cloud/ecs-deployments";
import { FaultPlan, parseFault } from "../../../sandbox/cloud/faults";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import { functionModels, resourceModels } from "../../../sandbox/models";
import { folderForEach } from "../../support/temporary-folder";

const service = subject("aws:ecs/service:Service", "web");
const pause = { targetType: "PAUSE", lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"] };
const pausing = { deploymentConfiguration: { strategy: "CANARY", lifecycleHooks: [pause] } };

describe("Deployments of the emulated ECS", () => {
  let folder: string;
  let faults: FaultPlan;
  let cloud: Cloud;
  let asked: WireMap;
  folderForEach((made) => {
    folder = made;
    faults = new FaultPlan();
    answering({});
    const cluster = create("aws:ecs/cluster:Cluster", { name: "blue" }).arn ?? "";
    asked = { name: "web", cluster, taskDefinition: "web:1", desiredCount: 2 };
  });

  it("that are taken back leave what ran, while the provider remembers what was asked for", () => {
    const made = cloud.create(service, asked);
    faults.set([parseFault("taken-back deploy aws:ecs/service:Service")]);
    const next = { ...asked, taskDefinition: "web:2", tags: { team: "web" } };
    const { left } = incomplete(() => cloud.update(service, made.id, made.outputs, next));
    assert.equal(left.outputs.taskDefinition, "web:2");
    assert.deepInclude(read(), { taskDefinition: "web:1", tags: { team: "web" } });
    assert.deepInclude(status(), { taskDefinition: "web:1", runningCount: 2 });

    // The same again is no difference to the provider, which asks ECS nothing.
    assert.deepEqual(cloud.update(service, made.id, left.outputs, next), left.outputs);
    assert.equal(read().taskDefinition, "web:1");
    assert.deepEqual(cloud.diff(service, made.id, asked, next, left.outputs).changed, []);
  });

  it("that are the first and taken back leave a service without tasks", () => {
    faults.set([parseFault("taken-back deploy aws:ecs/service:Service")]);
    const { left } = incomplete(() => cloud.create(service, asked));
    assert.deepInclude(status(), { taskDefinition: "web:1", runningCount: 0 });
    const triggers = { capacity: "again" };
    cloud.update(service, left.id, left.outputs, { ...asked, triggers });
    assert.deepInclude(status(), { runningCount: 2 });
  });

  it("do not take place where tags alone change", () => {
    const made = cloud.create(service, asked);
    faults.set([parseFault("taken-back deploy aws:ecs/service:Service")]);
    cloud.update(service, made.id, made.outputs, { ...asked, tags: { team: "web" } });
    assert.deepEqual(read().tags, { team: "web" });
  });

  it("wait for a person until they are taken back, where no rule hands the event on", () => {
    const said = incomplete(() => cloud.create(service, { ...asked, ...pausing })).message;
    assert.include(said, "no rule tells anybody");
  });

  it("wait for a person in vain where the rule is about another cluster, or hands on to nothing", () => {
    declareRule("other");
    const said = incomplete(() => cloud.create(service, { ...asked, ...pausing })).message;
    create("aws:cloudwatch/eventRule:EventRule", { name: "lost", eventPattern: pattern() });
    const next = { ...asked, ...pausing, taskDefinition: "b" };
    const again = incomplete(() => cloud.update(service, serviceId(), read(), next)).message;
    for (const text of [said, again]) assert.include(text, "no rule tells anybody");
  });

  for (const hooksOnCreation of [true, false]) {
    it(`go on once somebody hears of them, where creation ${hooksOnCreation ? "waits" : "does not wait"}`, () => {
      answering({ hooksOnCreation });
      if (hooksOnCreation) declareRule();
      const made = cloud.create(service, { ...asked, ...pausing });
      if (!hooksOnCreation) declareRule();
      cloud.update(service, made.id, made.outputs, { ...asked, ...pausing, taskDefinition: "b" });
      assert.deepInclude(status(), { taskDefinition: "b", runningCount: 2 });
    });
  }

  for (const swapsTargetGroups of [true, false]) {
    it(`swing the listener's rules, and ${swapsTargetGroups ? "swap the target groups" : "leave the target groups"}`, () => {
      answering({ swapsTargetGroups });
      const rule = subject("aws:lb/listenerRule:ListenerRule", "web");
      const weights = (blue: number) => [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: "blue", weight: blue },
              { arn: "green", weight: 100 - blue },
            ],
          },
        },
      ];
      cloud.create(subject("aws:lb/listener:Listener", "web"), { port: 443, arn: "listener" });
      const declared = { listenerArn: "listener", priority: 1, actions: weights(100) };
      const made = cloud.create(rule, declared);
      const attached = (targetGroupArn: string, alternateTargetGroupArn: string) => [
        {
          targetGroupArn,
          advancedConfiguration: { alternateTargetGroupArn, productionListenerRule: made.id },
        },
      ];
      const loadBalancers = attached("blue", "green");
      const inputs = { ...asked, loadBalancers };
      const { outputs } = cloud.create(service, inputs);
      const known = { inputs: declared, outputs: made.outputs };
      assert.deepEqual(cloud.read(rule, made.id, known)?.outputs.actions, weights(0));
      const swapped = attached("green", "blue");
      assert.deepEqual(outputs.loadBalancers, swapsTargetGroups ? swapped : loadBalancers);
      assert.deepEqual(
        cloud.diff(service, serviceId(), inputs, inputs, outputs).changed,
        swapsTargetGroups ? ["loadBalancers"] : [],
      );

      // What the program leaves to ECS is not written again with a change of something else.
      const tagged = { ...inputs, tags: { team: "web" } };
      const ignored = ["loadBalancers"];
      const { signal } = new AbortController();
      cloud.update(service, serviceId(), outputs, tagged, signal, inputs, ignored);
      assert.deepEqual(read().loadBalancers, outputs.loadBalancers);
      assert.deepEqual(cloud.read(rule, made.id, known)?.outputs.actions, weights(0));

      // An update of something else leaves the weights as ECS left them.
      cloud.update(rule, made.id, made.outputs, { ...declared, tags: { team: "web" } });
      assert.deepEqual(cloud.read(rule, made.id, known)?.outputs.actions, weights(0));
    });
  }

  function answering(questions: Partial<OpenQuestions>): void {
    const provider = { region: "eu-west-1", allowedAccountIds: ["111111111111"] };
    cloud = new Cloud(resourceModels, functionModels, new ObjectStore(folder), provider, {
      faults,
      questions: { ...reportedAnswers, ...questions },
    });
  }

  function create(type: string, inputs: WireMap): WireMap {
    return cloud.create(subject(type, String(inputs.name)), inputs).outputs;
  }

  function pattern(cluster = asked.cluster): string {
    const detail = { eventName: ["HOOK_AWAITING_ACTION"], clusterArn: [cluster] };
    return JSON.stringify({ "detail-type": ["ECS Hook State Change"], detail });
  }

  function declareRule(cluster?: string): void {
    create("aws:cloudwatch/eventRule:EventRule", { name: "told", eventPattern: pattern(cluster) });
    create("aws:cloudwatch/eventTarget:EventTarget", { name: "told", rule: "told", arn: "topic" });
  }

  function serviceId(): string {
    return String((status() as { id: unknown }).id);
  }

  function status(): object {
    return cloud.invoke("aws:ecs/getService:getService", serviceArgs());
  }

  function read(): WireMap {
    return cloud.read(service, serviceId(), { inputs: asked, outputs: asked })?.outputs ?? {};
  }

  function serviceArgs(): WireMap {
    return { clusterArn: asked.cluster ?? "", serviceName: "web" };
  }
});

function subject(type: string, name: string): Subject {
  return { type, name, urn: `urn:pulumi:dev::platform::${type}::${name}` };
}

function incomplete(work: () => unknown): Incomplete {
  try {
    work();
  } catch (error) {
    if (error instanceof Incomplete) return error;
    throw error;
  }
  throw new Error("it succeeded");
}
