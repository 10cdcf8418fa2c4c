import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const schemaRequireCompatibility = resourceRule({
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
