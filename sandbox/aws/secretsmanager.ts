import type { ResourceModels } from "../model";
import { answerWithArn, arn, nameOf } from "./arn";
import { uuid } from "./uuid";

export const resourceModels: ResourceModels = {
  // Secrets Manager appends a dash and six characters of its own to the name.
  "aws:secretsmanager/secret:Secret": (request) => {
    const name = nameOf(request);
    const value = arn(request, "secretsmanager", `secret:${name}-${request.hex(6)}`);
    return answerWithArn(value, { name });
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": ({ inputs }) => ({
    id: String(inputs.secretArn),
  }),
  "aws:secretsmanager/secretVersion:SecretVersion": (request) => {
    const secretArn = String(request.inputs.secretId);
    const versionId = uuid(request.hex(32));
    return {
      id: `${secretArn}|${versionId}`,
      outputs: { arn: secretArn, versionId, versionStages: ["AWSCURRENT"] },
    };
  },
};
