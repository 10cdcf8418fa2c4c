import { judge } from "../../policies/judge";
import type { PackData } from "../../policies/pack-data";
import type { PolicyResource } from "../../policies/resource";
import { UsageError } from "../../settings/usage-error";
import type { Report, ReportedResource } from "../report/report";
import { assuranceOf } from "./assurance";
import { readExportedStacks } from "./exported-state";

export interface StatesToAudit {
  /** Files that `pulumi stack export` or `preview --json` wrote. */
  readonly states: readonly string[];
  /** Only these of the stacks in them; empty means all. */
  readonly stacks: readonly string[];
}

/**
 * The policies over stacks as they were exported, each by itself and all together.
 *
 * @throws UsageError when a file holds no stack, or none of those asked for, or two files hold the same one.
 */
export function auditStates({ states, stacks: asked }: StatesToAudit, policies: PackData): Report {
  const found = states.flatMap(readExportedStacks);
  const names = found.map(({ stack }) => stack);
  // An audit of nothing would pass.
  if (names.length === 0) throw new UsageError(`no resources in ${states.join(", ")}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`the stack "${twice}" is in the files twice`);
  const missing = asked.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new UsageError(
      `no resources of ${missing.join(", ")} in ${states.join(", ")}, which hold ${names.join(", ")}`,
    );
  }
  const stacks = found.filter(({ stack }) => asked.length === 0 || asked.includes(stack));
  const judgement = judge(stacks, policies);
  return {
    stacks: stacks.map((stack, index) => ({
      stack: stack.stack,
      resources: stack.resources.map(reportResource),
      verdicts: judgement.stacks[index]?.verdicts ?? [],
      notShown: stack.notShown,
    })),
    ...assuranceOf(judgement, policies),
  };
}

/** What was judged, without the values: those stand in the file. */
function reportResource(resource: PolicyResource): ReportedResource {
  const { urn, type, name, parent, provider, options } = resource;
  const { ignoreChanges, additionalSecretOutputs, deleteBeforeReplace, customTimeouts } = options;
  return {
    urn,
    type,
    name,
    parent: parent ?? null,
    provider: provider?.urn ?? null,
    protect: options.protect,
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    options: {
      ignoreChanges,
      additionalSecretOutputs,
      deleteBeforeReplace: deleteBeforeReplace ?? null,
      customTimeouts,
    },
    inputs: {},
    outputs: {},
    source: null,
  };
}
