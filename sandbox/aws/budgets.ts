import type { ResourceModel, ResourceModels } from "../model";
import { globalArn, nameOf } from "./arn";

const budget: ResourceModel = (request) => {
  const name = nameOf(request);
  return {
    id: `${request.accountId}:${name}`,
    outputs: {
      name,
      accountId: request.accountId,
      arn: globalArn(request, "budgets", `budget/${name}`),
    },
  };
};

export const resourceModels: ResourceModels = {
  "aws:budgets/budget:Budget": budget,
};
