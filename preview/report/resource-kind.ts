import type { ReportedResource } from "./report";

const stackType = "pulumi:pulumi:Stack";

export function isStack(resource: ReportedResource): boolean {
  return resource.type === stackType;
}

export function isProvider(resource: ReportedResource): boolean {
  return resource.type.startsWith("pulumi:providers:");
}

/** A resource of the program alone, which groups others: nothing in a cloud belongs to it. */
export function isComponent(resource: ReportedResource): boolean {
  return resource.provider === null && !resource.type.startsWith("pulumi:");
}
