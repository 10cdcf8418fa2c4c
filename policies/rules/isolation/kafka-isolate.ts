import { isText, valueAt } from "../../read";
import { isolate } from "./shared-identity";

/** Where each type says which cluster it is, or is in. */
const clusters: Readonly<Record<string, string>> = {
  "aws:msk/cluster:Cluster": "clusterName",
  "aws:msk/serverlessCluster:ServerlessCluster": "clusterName",
  "confluentcloud:index/kafkaCluster:KafkaCluster": "displayName",
  "confluentcloud:index/kafkaTopic:KafkaTopic": "kafkaCluster.id",
};

export const kafkaIsolate = isolate("a Kafka cluster", Object.keys(clusters), ({ type, props }) =>
  [valueAt(props, clusters[type] ?? "")].filter(isText),
);
