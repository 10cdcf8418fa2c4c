import type { ModelValues } from "../model";
import { serviceType } from "./healthy-tasks";
import type { Held, Inventory } from "./inventory";
import { jsonMaps, textAt } from "./read";

export const taskType = "aws:ecs/taskDefinition:TaskDefinition";

/** A container that a service runs, or would as soon as it has a task. */
export interface Running {
  readonly service: Held;
  readonly container: ModelValues;
}

export function containers(held: Inventory): readonly Running[] {
  return held.ofType(serviceType).flatMap((service) =>
    held
      .having(taskType, { arn: service.properties.taskDefinition })
      .flatMap((task) => jsonMaps(textAt(task.properties, "containerDefinitions")))
      .map((container) => ({ service, container })),
  );
}
