import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isIgnored, pathText, type PropertyChange } from "./property-change";
import type { CheckProblem, Difference, Subject } from "./provider";
import { holdsSecret, type WireMap } from "./wire";

export function subjectOf(request: {
  getUrn(): string;
  getType(): string;
  getName(): string;
}): Subject {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

export function mapOf(struct: Struct | undefined): WireMap {
  return struct?.toJavaScript() ?? {};
}

export function structOf(map: WireMap): Struct {
  return Struct.fromJavaScript(map as Parameters<typeof Struct.fromJavaScript>[0]);
}

/**
 * The engine quotes the value of the property that a failure names: of a secret too, and for a path inside a property it
 * quotes nothing. Both are said in the reason alone.
 */
export function checkResponse(
  inputs: WireMap,
  problems: readonly CheckProblem[],
): proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(structOf(inputs));
  response.setFailuresList(
    problems.map(({ property, reason }) => {
      const failure = new proto.CheckFailure();
      const isNamed = !/[.[]/.test(property) && !holdsSecret(inputs[property]);
      failure.setProperty(isNamed ? property : "");
      failure.setReason(isNamed || property === "" ? reason : `${property}: ${reason}`);
      return failure;
    }),
  );
  return response;
}

/**
 * @param changes - every place at which the inputs differ.
 * @param ignoreChanges - paths of which the program wants no difference to count: the engine has seen to them where it
 *   compares with what the program says, but not where it compares with what a refresh found.
 */
export function diffResponse(
  { changed, replacing, deleteFirst }: Difference,
  changes: readonly PropertyChange[],
  ignoreChanges: readonly string[],
): proto.DiffResponse {
  const meant = changes.filter(
    (change) => changed.includes(nameOf(change)) && !isIgnored(change, ignoreChanges),
  );
  const names = [...new Set(meant.map(nameOf))];
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse();
  response.setChanges(meant.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList(names);
  const replaces = names.filter((name) => replacing.includes(name));
  response.setReplacesList(replaces);
  response.setDeletebeforereplace(deleteFirst && replaces.length > 0);
  response.setHasdetaileddiff(true);
  for (const change of meant) {
    const difference = new proto.PropertyDiff();
    difference.setKind(kindOf(change, replacing.includes(nameOf(change))));
    difference.setInputdiff(true);
    response.getDetaileddiffMap().set(pathText(change.path), difference);
  }
  return response;
}

function nameOf({ path }: PropertyChange): string {
  return String(path[0]);
}

function kindOf({ kind }: PropertyChange, replaces: boolean): proto.PropertyDiff.Kind {
  const { Kind } = proto.PropertyDiff;
  switch (kind) {
    case "add":
      return replaces ? Kind.ADD_REPLACE : Kind.ADD;
    case "delete":
      return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
    case "update":
      return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
  }
}
