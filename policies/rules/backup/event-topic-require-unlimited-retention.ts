import { recordAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { eventTopicType } from "./event-topics";

/** Kafka's limits on what a topic keeps; -1 is none. */
const time = "retention.ms";
const size = "retention.bytes";

export const eventTopicRequireUnlimitedRetention = resourceRule({
  id: "event-topic-require-unlimited-retention",
  severity: "high",
  title: "Production's topics of events keep them for ever",
  why: "a projection is built again from all of them",
  source: "MIG-13",
  fix: `Set config["${time}"] to -1.`,
  waivable: "outside production",
  types: [eventTopicType],
  tiers: ["production"],
  check({ props }) {
    const config = recordAt(props, "config");
    return violationOf([
      ...(isUnlimited(config[time]) ? [] : [`drops events after a while (${time})`]),
      // Kafka keeps any size unless told otherwise.
      ...(isUnlimited(config[size] ?? "-1") ? [] : [`drops events when it is full (${size})`]),
    ]);
  },
});

function isUnlimited(value: unknown): boolean {
  return value === "-1" || value === -1;
}
