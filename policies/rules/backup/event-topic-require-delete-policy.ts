import { recordAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { eventTopicType } from "./event-topics";

export const eventTopicRequireDeletePolicy = resourceRule({
  types: [eventTopicType],
  check({ props }) {
    const policy = recordAt(props, "config")["cleanup.policy"];
    return policy === "delete"
      ? compliant
      : violation("keeps the last event of each key only, and events are all there is");
  },
});
