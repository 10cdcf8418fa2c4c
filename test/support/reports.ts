import type {
  Report,
  ReportedOptions,
  ReportedResource,
  ReportedVerdict,
  StackReport,
  Values,
} from "../../preview/report/report";

/** The options of a resource that sets none. */
export const plainOptions: ReportedOptions = {
  ignoreChanges: [],
  additionalSecretOutputs: [],
  deleteBeforeReplace: null,
  customTimeouts: { create: "", update: "", delete: "" },
};

/** Builds the report of a stack resource by resource, with the URNs that the engine would give. */
export class StackBuilder {
  public readonly urn: string;
  private readonly resources: ReportedResource[] = [];
  private readonly verdicts: ReportedVerdict[] = [];
  private readonly hidden: string[] = [];
  private readonly provider: string;

  public constructor(public readonly stack: string) {
    this.urn = `urn:pulumi:${stack}::platform::pulumi:pulumi:Stack::platform-${stack}`;
    this.provider = `urn:pulumi:${stack}::platform::pulumi:providers:aws::aws::0a1b`;
    this.add("pulumi:pulumi:Stack", `platform-${stack}`, { parent: null, provider: null });
  }

  /** @returns its URN, to be the parent of others. */
  public component(type: string, name: string, parent = this.urn): string {
    return this.add(type, name, { parent, provider: null, source: sourceOf(type) });
  }

  /** @returns its URN. */
  public resource(
    type: string,
    name: string,
    more: Partial<Omit<ReportedResource, "urn" | "type" | "name">> = {},
  ): string {
    return this.add(type, name, { parent: this.urn, provider: this.provider, ...more });
  }

  public verdict(
    rule: string,
    status: ReportedVerdict["status"],
    more: Partial<Omit<ReportedVerdict, "rule" | "status">> = {},
  ): this {
    const said = status === "passed" || status === "not-applicable" ? "" : `${rule}: set it right.`;
    this.verdicts.push({ rule, level: "mandatory", status, urn: this.urn, message: said, ...more });
    return this;
  }

  public notShown(what: string): this {
    this.hidden.push(what);
    return this;
  }

  public outputs(outputs: Values): this {
    const [root, ...others] = this.resources;
    if (root !== undefined)
      this.resources.splice(0, others.length + 1, { ...root, outputs }, ...others);
    return this;
  }

  public build(): StackReport {
    return {
      stack: this.stack,
      resources: this.resources,
      verdicts: this.verdicts,
      notShown: this.hidden,
    };
  }

  private add(
    type: string,
    name: string,
    more: Partial<Omit<ReportedResource, "urn" | "type" | "name">>,
  ): string {
    const parentType = more.parent?.split("::")[2] ?? "pulumi:pulumi:Stack";
    const qualified = parentType === "pulumi:pulumi:Stack" ? type : `${parentType}$${type}`;
    const urn = `urn:pulumi:${this.stack}::platform::${qualified}::${name}`;
    this.resources.push({
      urn,
      type,
      name,
      parent: null,
      provider: null,
      protect: false,
      dependencies: [],
      propertyDependencies: {},
      options: plainOptions,
      inputs: {},
      outputs: {},
      source: null,
      ...more,
    });
    return urn;
  }
}

export function report(...stacks: readonly StackBuilder[]): Report {
  return reportOf(stacks.map((stack) => stack.build()));
}

/** The report of stacks without data, waivers and a counterpart. */
export function reportOf(stacks: readonly StackReport[]): Report {
  return { stacks, parity: null, ledger: [], waivers: [] };
}

function sourceOf(type: string): string {
  const kind = type.slice(type.lastIndexOf(":") + 1);
  return `components/${kind.replace(/\B[A-Z]/g, "-$&").toLowerCase()}.ts:41`;
}
