import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const schemaRequireCompatibility = resourceRule({
  id: "schema-require-compatibility",
  severity: "high",
  title: "Events change only so that their readers still understand them",
  why: "an event is read years later",
  source: "MIG-12",
  fix: "Set compatibilityLevel to FULL_TRANSITIVE.",
  waivable: "outside production",
  types: [
    "confluentcloud:index/schemaRegistryClusterConfig:SchemaRegistryClusterConfig",
    "confluentcloud:index/subjectConfig:SubjectConfig",
  ],
  check({ props }) {
    const level = textAt(props, "compatibilityLevel");
    return level === "NONE"
      ? violation("takes events that nobody who reads them understands")
      : compliant;
  },
});
