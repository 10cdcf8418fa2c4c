import type { ResourceModels } from "../model";
import { answerWithArn, arn, nameOf } from "./arn";
import { uuid } from "./uuid";

export const resourceModels: ResourceModels = {
  "aws:sns/topic:Topic": (request) => {
    const name = nameOf(request);
    return answerWithArn(arn(request, "sns", name), { name, owner: request.accountId });
  },
  "aws:sns/topicPolicy:TopicPolicy": ({ accountId, inputs }) => ({
    id: String(inputs.arn),
    outputs: { owner: accountId },
  }),
  "aws:sns/topicSubscription:TopicSubscription": ({ accountId, hex, inputs }) =>
    answerWithArn(`${String(inputs.topic)}:${uuid(hex(32))}`, {
      ownerId: accountId,
      // A person or an endpoint still has to confirm it.
      pendingConfirmation: true,
      confirmationWasAuthenticated: false,
    }),
};
