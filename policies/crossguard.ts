import type {
  Policies,
  PolicyResource as EngineResource,
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { judgeStack } from "./judge-stack";
import { pack as wholePack } from "./pack";
import type { PackData } from "./pack-data";
import type { PolicyResource, ResourceOptions } from "./resource";
import {
  type Outcome,
  type ResourceRule,
  type Rule,
  type StackRule,
  type WaiverRule,
  notApplicable,
} from "./rule";
import type { RuleMetadata } from "./rule-metadata";
import { scopeOf } from "./scope";
import { StackIndex } from "./stack-index";
import { StackWaivers } from "./stack-waivers";
import { isUnknownValueError } from "./unknown";
import { objectionOf } from "./verdict";
import { stackOf } from "./waivers";

/**
 * The rules as CrossGuard's policies. Rules over several stacks are left out: the engine shows a policy pack one stack. What
 * an unknown value hides is counted, and said in one line by a policy at the end: by itself the SDK says it twice for each
 * rule and resource.
 */
export function policiesOf(rules: readonly Rule[], data: PackData): Policies {
  const waiting = new Waiting();
  const policies = rules.flatMap((rule): Policies => {
    switch (rule.judges) {
      case "resource":
        return [resourcePolicy(rule, data, waiting)];
      case "stack":
        return [stackPolicy(rule, data, waiting)];
      case "waivers":
        return [waiverPolicy(rule, data)];
      case "estate":
        return [];
    }
  });
  return [...policies, waiting.policy()];
}

/** Counts the verdicts that a preview can't reach, since a value is known only after the update. */
class Waiting {
  private count = 0;

  /** @returns what is judged; nothing where it waits. */
  public judged<Outcome>(judge: () => Outcome): Outcome | undefined {
    try {
      return judge();
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      this.count += 1;
      return undefined;
    }
  }

  /** The engine asks it last, once it has asked everything else of a stack. */
  public policy(): StackValidationPolicy {
    return {
      name: "verdicts-wait",
      description: "What a preview can't know is judged by the update.",
      enforcementLevel: "advisory",
      severity: "low",
      validateStack: (args, report) => {
        const { count } = this;
        this.count = 0;
        if (count === 0) skip(args);
        const [verdicts, wait] = count === 1 ? ["verdict", "waits"] : ["verdicts", "wait"];
        report(
          `${String(count)} ${verdicts} ${wait} for values that only a cloud gives: the update judges them`,
        );
      },
    };
  }
}

function resourcePolicy(
  rule: ResourceRule,
  data: PackData,
  waiting: Waiting,
): ResourceValidationPolicy {
  return {
    ...described(rule),
    validateResource: onlyOf(rule, (args, report) => {
      if (rule.types !== "all" && !rule.types.includes(args.type)) skip(args);
      const scope = scopeOf(stackOf(args.urn) ?? "", data);
      if (rule.tiers?.includes(scope.tier) === false) skip(args);
      const resource: PolicyResource = {
        ...judged(args),
        // The engine tells a resource rule neither.
        dependencies: [],
        propertyDependencies: {},
        parent: args.opts.parent,
      };
      const objection = waiting.judged(() =>
        unwaived(rule, resource, data, () => rule.check(resource, scope)),
      );
      if (objection === notApplicable) skip(args);
      else if (objection !== undefined) report(objection);
    }),
  };
}

/** Marked as the SDK marks what it is to ask of one type only, which spares it to read and to ask the others. */
function onlyOf<Validation extends object>(
  { types }: ResourceRule,
  validation: Validation,
): Validation {
  const [type, ...others] = types === "all" ? [] : types;
  return type === undefined || others.length > 0
    ? validation
    : Object.assign(validation, { __pulumiType: type });
}

function stackPolicy(rule: StackRule, data: PackData, waiting: Waiting): StackValidationPolicy {
  return {
    ...described(rule),
    validateStack(args, report) {
      const index = indexOf(args.resources);
      if (index === undefined) return;
      const scope = scopeOf(index.stack, data);
      if (rule.tiers?.includes(scope.tier) === false) skip(args);
      let applied = false;
      for (const resource of index.of(rule.types)) {
        const check = () => rule.check(resource, scope, index);
        const objection = waiting.judged(() => unwaived(rule, resource, data, check));
        applied ||= objection !== notApplicable;
        if (typeof objection === "string") report(objection, resource.urn);
      }
      if (!applied) skip(args);
    },
  };
}

/** Which waivers are needed only shows once every rule has judged, so this one judges the stack again. */
function waiverPolicy(rule: WaiverRule, data: PackData): StackValidationPolicy {
  return {
    ...described(rule),
    validateStack(args, report) {
      const index = indexOf(args.resources);
      if (!data.waivers.some((waiver) => stackOf(waiver.resource) === index?.stack)) {
        skip(args);
      }
      if (index === undefined) return;
      for (const verdict of judgeStack({ ...scopeOf(index.stack, data), index }, wholePack)) {
        if (verdict.rule === rule.id && verdict.status === "violated") report(verdict.message);
      }
    },
  };
}

/** Says that there is nothing to judge, by the error that the SDK makes of it; most answers are that one. */
function skip(args: { readonly notApplicable: (reason?: string) => never }): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return args.notApplicable();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function unwaived(
  rule: RuleMetadata,
  resource: PolicyResource,
  data: PackData,
  check: () => Outcome,
): string | undefined | typeof notApplicable {
  const objection = objectionOf(rule, resource, check);
  if (typeof objection !== "string") return objection;
  const scope = scopeOf(stackOf(resource.urn) ?? "", data);
  const { status } = new StackWaivers(scope, wholePack).apply(rule, {
    rule: rule.id,
    level: rule.level,
    status: "violated",
    urn: resource.urn,
    message: objection,
  });
  return status === "waived" ? undefined : objection;
}

function described({ id, title, level, severity }: RuleMetadata): {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: RuleMetadata["level"];
  readonly severity: RuleMetadata["severity"];
} {
  return { name: id, description: `${title}.`, enforcementLevel: level, severity };
}

/** By the properties of a stack's first resource, which are the same object for all policies that are asked of it at once. */
const indices = new WeakMap<object, StackIndex>();

function indexOf(resources: readonly EngineResource[]): StackIndex | undefined {
  const [first] = resources;
  const stack = stackOf(first?.urn ?? "");
  if (first === undefined || stack === undefined) return undefined;
  const index = indices.get(first.props) ?? newIndex(stack, resources);
  indices.set(first.props, index);
  return index;
}

function newIndex(stack: string, resources: readonly EngineResource[]): StackIndex {
  return new StackIndex({
    stack,
    resources: resources.map((resource) => ({
      ...judged(resource),
      parent: resource.parent?.urn,
      dependencies: resource.dependencies.map(({ urn }) => urn),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, targets]) => [
          property,
          targets.map(({ urn }) => urn),
        ]),
      ),
    })),
  });
}

/** What the engine says of a resource in either kind of policy. */
function judged({
  urn,
  type,
  name,
  props,
  opts,
  provider,
}: Pick<EngineResource, "urn" | "type" | "name" | "props" | "opts" | "provider">): Pick<
  PolicyResource,
  "urn" | "type" | "name" | "props" | "options" | "provider"
> {
  return { urn, type, name, props, options: optionsOf(opts), provider };
}

function optionsOf(opts: PolicyResourceOptions): ResourceOptions {
  const { createSeconds, updateSeconds, deleteSeconds } = opts.customTimeouts;
  return {
    protect: opts.protect,
    ignoreChanges: opts.ignoreChanges,
    deleteBeforeReplace: opts.deleteBeforeReplace,
    additionalSecretOutputs: opts.additionalSecretOutputs,
    customTimeouts: {
      create: durationOf(createSeconds),
      update: durationOf(updateSeconds),
      delete: durationOf(deleteSeconds),
    },
  };
}

/** The engine says 0 where the provider's default holds. */
function durationOf(seconds: number): string {
  return seconds === 0 ? "" : `${String(seconds)}s`;
}
