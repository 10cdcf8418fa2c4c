import { isRecord, textAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";

export const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";

/** The containers of a task definition, which ECS takes as JSON. */
export function containersOf({ props }: PolicyResource): readonly Properties[] {
  const document: unknown = JSON.parse(textAt(props, "containerDefinitions"));
  if (!Array.isArray(document) || document.length === 0 || !document.every(isRecord)) {
    throw new Error("containerDefinitions is no list of containers");
  }
  return document;
}
