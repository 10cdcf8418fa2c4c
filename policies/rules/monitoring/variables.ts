import { isRecord, optional, recordAt, recordsIn, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { containersOf, taskDefinitionType } from "../release/containers";

type Variable = readonly [name: string, value: unknown];

/** The plain variables that each type gives to what it runs. */
const variables: Readonly<Record<string, (resource: PolicyResource) => readonly Variable[]>> = {
  [taskDefinitionType]: (task) =>
    containersOf(task)
      .flatMap((container) => recordsIn(container, "environment"))
      .map((variable) => [textAt(variable, "name"), variable.value]),
  "aws:lambda/function:Function": ({ props }) =>
    Object.entries(optional(recordAt, props, "environment.variables") ?? {}),
  "cloudflare:index/pagesProject:PagesProject": ({ props }) =>
    ["preview", "production"].flatMap((side) =>
      Object.entries(optional(recordAt, props, `deploymentConfigs.${side}.envVars`) ?? {}).map(
        ([name, variable]): Variable => [name, isRecord(variable) ? variable.value : variable],
      ),
    ),
  "cloudflare:index/workerVersion:WorkerVersion": ({ props }) =>
    recordsIn(props, "bindings").map((binding) => [
      textAt(binding, "name"),
      binding.text ?? binding.json,
    ]),
};

export const variableTypes = Object.keys(variables);

export function variablesOf(resource: PolicyResource): readonly Variable[] {
  return variables[resource.type]?.(resource) ?? [];
}
