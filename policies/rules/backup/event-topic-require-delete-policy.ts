import { recordAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { eventTopicType } from "./event-topics";

export const eventTopicRequireDeletePolicy = resourceRule({
  id: "event-topic-require-delete-policy",
  severity: "high",
  title: "A topic of events keeps every event of a key",
  why: "a projection is built again from all of them",
  source: "MIG-13",
  fix: 'Set config["cleanup.policy"] to delete.',
  waivable: "outside production",
  types: [eventTopicType],
  check({ props }) {
    const policy = recordAt(props, "config")["cleanup.policy"];
    return policy === "delete"
      ? compliant
      : violation("keeps the last event of each key only, and events are all there is");
  },
});
