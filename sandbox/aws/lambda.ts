import type { ResourceModels } from "../model";
import { arn, nameOf } from "./arn";

export const resourceModels: ResourceModels = {
  "aws:lambda/function:Function": (request) => {
    const name = nameOf(request);
    const functionArn = arn(request, "lambda", `function:${name}`);
    const version = request.inputs.publish === true ? "1" : "$LATEST";
    const invocations = `arn:aws:apigateway:${request.region}:lambda:path/2015-03-31/functions`;
    return {
      id: name,
      outputs: {
        arn: functionArn,
        name,
        version,
        qualifiedArn: `${functionArn}:${version}`,
        invokeArn: `${invocations}/${functionArn}/invocations`,
      },
    };
  },
  // Nothing runs for a resource, so that each answers nothing; a call runs (cloud/database-function.ts).
  "aws:lambda/invocation:Invocation": ({ hex, inputs }) => ({
    id: `${String(inputs.functionName)}_$LATEST_${hex(32)}`,
    outputs: { result: "null" },
  }),
  "aws:lambda/permission:Permission": (request) => {
    const statementId = nameOf(request, "statementId");
    return { id: statementId, outputs: { statementId } };
  },
};
