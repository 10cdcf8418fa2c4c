import { isText, valueAt } from "../../read";
import { isolate } from "./shared-identity";

/** Where each type says which cluster it is, or is in. */
const clusters: Readonly<Record<string, string>> = {
  "aws:msk/cluster:Cluster": "clusterName",
  "aws:msk/serverlessCluster:ServerlessCluster": "clusterName",
  "confluentcloud:index/kafkaCluster:KafkaCluster": "displayName",
  "confluentcloud:index/kafkaTopic:KafkaTopic": "kafkaCluster.id",
};

export const kafkaIsolate = isolate({
  id: "kafka-isolate",
  severity: "high",
  title: "No two environments share a Kafka cluster",
  why: "events of one would be read in the other",
  source: "ISO-4",
  fix: "Give the environment a cluster of its own.",
  waivable: "never",
  what: "a Kafka cluster",
  types: Object.keys(clusters),
  identitiesOf: ({ type, props }) => [valueAt(props, clusters[type] ?? "")].filter(isText),
});
