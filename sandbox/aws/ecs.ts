import type { ResourceModels } from "../model";
import { answerWithArn, arn, nameOf } from "./arn";

export const resourceModels: ResourceModels = {
  "aws:ecs/cluster:Cluster": (request) => {
    const name = nameOf(request);
    return answerWithArn(arn(request, "ecs", `cluster/${name}`), { name });
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ({ inputs }) => ({
    id: String(inputs.clusterName),
  }),
  "aws:ecs/taskDefinition:TaskDefinition": (request) => {
    const family = nameOf(request, "family");
    const arnWithoutRevision = arn(request, "ecs", `task-definition/${family}`);
    const revision = request.generation;
    return {
      id: family,
      outputs: {
        arn: `${arnWithoutRevision}:${String(revision)}`,
        arnWithoutRevision,
        family,
        revision,
      },
    };
  },
  "aws:ecs/service:Service": (request) => {
    const name = nameOf(request);
    // The cluster is given by name or by ARN.
    const { cluster: given = "default" } = request.inputs;
    const cluster = String(given).replace(/^.*\//, "");
    return answerWithArn(arn(request, "ecs", `service/${cluster}/${name}`), { name });
  },
};
