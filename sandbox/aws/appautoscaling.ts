import type { ResourceModels } from "../model";
import { arn, globalArn, nameOf } from "./arn";
import { uuid } from "./uuid";

export const resourceModels: ResourceModels = {
  "aws:appautoscaling/target:Target": (request) => ({
    id: String(request.inputs.resourceId),
    outputs: {
      arn: arn(request, "application-autoscaling", `scalable-target/${request.hex(32)}`),
      roleArn: globalArn(
        request,
        "iam",
        "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
      ),
    },
  }),
  "aws:appautoscaling/policy:Policy": (request) => {
    const name = nameOf(request);
    const { resourceId, serviceNamespace } = request.inputs;
    const resource = `resource/${String(serviceNamespace)}/${String(resourceId)}`;
    const policy = `${uuid(request.hex(32))}:${resource}:policyName/${name}`;
    return {
      id: name,
      outputs: { arn: arn(request, "autoscaling", `scalingPolicy:${policy}`), name, alarmArns: [] },
    };
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": (request) => {
    const name = nameOf(request);
    const { resourceId, serviceNamespace } = request.inputs;
    const resource = `resource/${String(serviceNamespace)}/${String(resourceId)}`;
    const action = `${uuid(request.hex(32))}:${resource}:scheduledActionName/${name}`;
    return {
      id: `${name}-${String(resourceId)}`,
      outputs: { arn: arn(request, "autoscaling", `scheduledAction:${action}`), name },
    };
  },
};
