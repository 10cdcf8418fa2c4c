import { certainOf } from "../../certain";
import { hostsOf, listenerRuleType } from "../../reach/names";
import { documentAt, isRecord, numberAt, recordsAt, textAt, textsAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { listed } from "../../wording";
import { containersOf, taskDefinitionType } from "./containers";
import { lifecycleHooks, serviceType, targetGroupType } from "./ecs";

/** A page may answer while its database does not: all three ask the path that says how a task is. */
export const ecsRequireHealthCheck = stackRule({
  id: "ecs-require-health-check",
  title:
    "The load balancer, the container itself and the test of a release ask one path how a task is",
  why: "a broken task is taken for a sound one by whoever asks something else, or nothing",
  source: "REL-20",
  fix: "Give its target groups one healthCheck.path, and let the container's healthCheck.command ask it by `CMD-SHELL`, with `|| exit 1` last.",
  types: [serviceType],
  check(service, _scope, stack) {
    const groups = made(service, "loadBalancers", targetGroupType, stack);
    const paths = new Set(groups.map(({ props }) => textAt(props, "healthCheck.path")));
    const [path = ""] = paths;
    return violationOf(
      certainOf([
        () => (paths.size === 1 ? [] : [`is asked ${listed([...paths], "and") || "nothing"}`]),
        () => asked(service, path, stack),
        () => tested(service, path, stack),
      ]),
    );
  },
});

function made(service: PolicyResource, property: string, of: string, stack: StackIndex) {
  return stack.targets(service, property).filter(({ type }) => type === of);
}

function asked(service: PolicyResource, path: string, stack: StackIndex): readonly string[] {
  const containers = made(service, "taskDefinition", taskDefinitionType, stack).flatMap(
    containersOf,
  );
  return recordsAt(service.props, "loadBalancers").flatMap((balancer) => {
    const name = textAt(balancer, "containerName");
    const url = `http://127.0.0.1:${String(numberAt(balancer, "containerPort"))}${path}`;
    return containers.some((container) => container.name === name && asks(container, url))
      ? []
      : [`runs "${name}", whose health check does not ask ${url} alone`];
  });
}

/** Whether the container is sound only if one of the commands got an answer from there. */
function asks(container: Properties, url: string): boolean {
  if (!isRecord(container.healthCheck)) return false;
  const [form, script = "", ...more] = textsAt(container, "healthCheck.command");
  const commands = script.split(" || ");
  return (
    form === "CMD-SHELL" &&
    more.length === 0 &&
    commands.pop() === "exit 1" &&
    commands.length > 0 &&
    commands.every(
      (command) =>
        !/[;&|\n]/.test(command.replaceAll(/"[^"]*"/g, "")) &&
        (command.match(/https?:\/\/[^\s'"]+/g) ?? []).join(" ") === url,
    )
  );
}

function tested(service: PolicyResource, path: string, stack: StackIndex): readonly string[] {
  const rules = made(service, "loadBalancers", listenerRuleType, stack);
  const urls = rules.flatMap(hostsOf).map((host) => `https://${host}${path}`);
  return lifecycleHooks(service)
    .filter(({ targetType }) => targetType !== "PAUSE")
    .map((hook) => textAt(documentAt(hook, "hookDetails"), "url"))
    .filter((url) => !urls.includes(url))
    .map((url) => `is tested by ${url}`);
}
