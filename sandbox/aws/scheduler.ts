import type { ResourceModels } from "../model";
import { arn, nameOf } from "./arn";

export const resourceModels: ResourceModels = {
  "aws:scheduler/schedule:Schedule": (request) => {
    const name = nameOf(request);
    const { groupName = "default" } = request.inputs;
    const path = `${String(groupName)}/${name}`;
    return {
      id: path,
      outputs: { arn: arn(request, "scheduler", `schedule/${path}`), groupName, name },
    };
  },
};
