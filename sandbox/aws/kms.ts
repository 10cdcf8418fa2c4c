import type { ResourceModels } from "../model";
import { arn, nameOf } from "./arn";
import { uuid } from "./uuid";

export const resourceModels: ResourceModels = {
  "aws:kms/key:Key": (request) => {
    const multiRegion = request.inputs.multiRegion === true;
    const keyId = multiRegion ? `mrk-${request.hex(32)}` : uuid(request.hex(32));
    return { id: keyId, outputs: { arn: arn(request, "kms", `key/${keyId}`), keyId } };
  },
  // A replica has the id of its primary.
  "aws:kms/replicaKey:ReplicaKey": (request) => {
    const keyId = String(request.inputs.primaryKeyArn).replace(/^.*:key\//, "");
    return { id: keyId, outputs: { arn: arn(request, "kms", `key/${keyId}`), keyId } };
  },
  "aws:kms/alias:Alias": (request) => {
    const name = nameOf(request);
    const target = String(request.inputs.targetKeyId);
    return {
      id: name,
      outputs: {
        arn: arn(request, "kms", name),
        name,
        targetKeyArn: target.startsWith("arn:") ? target : arn(request, "kms", `key/${target}`),
      },
    };
  },
};
