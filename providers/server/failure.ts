import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { structOf } from "./messages";
import { Incomplete, Refusal, type RefusalReason } from "./provider";

/**
 * The code for each reason. The engine takes INTERNAL and UNKNOWN to mean that nobody knows what has become of the
 * resource, and every other code to mean that nothing was done.
 */
const codes: Readonly<Record<RefusalReason, grpc.status>> = {
  "already exists": grpc.status.ALREADY_EXISTS,
  cancelled: grpc.status.CANCELLED,
  invalid: grpc.status.INVALID_ARGUMENT,
  "not found": grpc.status.NOT_FOUND,
  "outcome unknown": grpc.status.UNKNOWN,
  overloaded: grpc.status.RESOURCE_EXHAUSTED,
  "precondition failed": grpc.status.FAILED_PRECONDITION,
  "server error": grpc.status.INTERNAL,
  timeout: grpc.status.DEADLINE_EXCEEDED,
  unauthorized: grpc.status.PERMISSION_DENIED,
  "unknown type": grpc.status.UNIMPLEMENTED,
  unreachable: grpc.status.UNAVAILABLE,
};

/** What was thrown, as the engine reads it. */
export function failureOf(thrown: unknown): Partial<grpc.StatusObject> {
  if (thrown instanceof Incomplete) return initializationFailure(thrown);
  const details = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: thrown instanceof Refusal ? codes[thrown.reason] : grpc.status.UNKNOWN, details };
}

/** The engine keeps a resource that comes with this detail of the error. */
function initializationFailure({ message, left }: Incomplete): Partial<grpc.StatusObject> {
  const detail = new ErrorResourceInitFailed();
  detail.setId(left.id);
  detail.setProperties(structOf(left.outputs));
  detail.setInputs(structOf(left.inputs ?? {}));
  detail.setReasonsList([message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: message, metadata };
}
