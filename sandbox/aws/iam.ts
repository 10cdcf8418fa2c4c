import type { ModelRequest, ResourceModels } from "../model";
import { answerWithArn, globalArn, nameOf } from "./arn";

/** IAM paths begin and end with a slash. */
function withPath(request: ModelRequest, name: string): string {
  const { path } = request.inputs;
  return `${typeof path === "string" ? path : "/"}${name}`;
}

export const resourceModels: ResourceModels = {
  "aws:iam/role:Role": (request) => {
    const name = nameOf(request);
    return {
      id: name,
      outputs: {
        arn: globalArn(request, "iam", `role${withPath(request, name)}`),
        name,
        uniqueId: `AROA${request.hex(17).toUpperCase()}`,
      },
    };
  },
  "aws:iam/policy:Policy": (request) => {
    const name = nameOf(request);
    return answerWithArn(globalArn(request, "iam", `policy${withPath(request, name)}`), {
      name,
      policyId: `ANPA${request.hex(17).toUpperCase()}`,
    });
  },
  "aws:iam/rolePolicy:RolePolicy": (request) => {
    const name = nameOf(request);
    return { id: `${String(request.inputs.role)}:${name}`, outputs: { name } };
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ hex, inputs }) => ({
    id: `${String(inputs.role)}-${hex(26)}`,
  }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (request) => {
    const host = String(request.inputs.url).replace("https://", "");
    return answerWithArn(globalArn(request, "iam", `oidc-provider/${host}`));
  },
};
