import type { Members, Member, Model, Rule } from "./model";
import { isMap } from "../../providers/server/wire";
import type { InputType } from "../../sandbox/check/table";
import { plainComment, valuesListed } from "./documentation";
import type { Decision, TypeMapping, Unheld } from "./mapping/decision";

/** What the table says of one input. */
export interface DecidedInput {
  readonly path: string;
  readonly type: InputType;
  readonly required: boolean;
  /** Names of rules and formats (`format cidr`). */
  readonly heldTo: readonly string[];
  /** Of a map. */
  readonly keysHeldTo: readonly string[];
  readonly unheld: Unheld | undefined;
}

export interface PackageModels {
  /** What the names of the package's types start with in the table; nothing for AWS, whose services name them. */
  readonly label: string;
  /** @param name - a type of the package that publishes the models. */
  readonly model: (name: string) => Model;
  /** What follows from an input's name alone, wherever it stands. */
  readonly byName: (path: string, kind: Model["kind"]) => Decision | undefined;
}

/** Holds the inputs that the program sets of one type against the models. */
export class TypeDecisions {
  public readonly inputs: DecidedInput[] = [];
  public readonly rules = new Map<string, Rule>();
  /** Paths for which nothing is decided. */
  public readonly undecided: string[] = [];
  private readonly unused: Set<string>;

  public constructor(
    private readonly type: string,
    private readonly mapping: TypeMapping,
    private readonly models: PackageModels,
  ) {
    this.unused = new Set(Object.keys(mapping.paths ?? {}));
  }

  /** Decisions for paths that the program does not set. */
  public get stale(): readonly string[] {
    return [...this.unused];
  }

  /** @param values - the inputs of every resource of the type. */
  public decide(args: Model, values: readonly unknown[]): void {
    this.structure(args, values, this.mapping.from.map(this.models.model), "");
  }

  private structure(
    args: Model,
    values: readonly unknown[],
    models: readonly Model[],
    prefix: string,
  ): void {
    if (args.kind !== "structure") throw new Error(`${this.type} ${prefix} is no structure`);
    const objects = values.filter(isMap);
    for (const [key, member] of args.members) {
      const set = objects.map((object) => object[key]).filter((value) => value != null);
      if (set.length === 0) continue;
      this.input(`${prefix}${key}`, member, set, membersNamed(models, key, this.resourceName()));
    }
  }

  private input(
    path: string,
    { model, required, documentation }: Member,
    values: readonly unknown[],
    candidates: readonly Model[],
  ): void {
    const args = model();
    const own = this.ownDecision(path);
    const decision = own ?? this.models.byName(path, args.kind) ?? {};
    const models = decision.at?.map(this.models.model) ?? candidates;
    const declared = args.kind === "list" ? [] : [args];
    const held = [...models, ...declared].flatMap((model) => this.hold(model, args.kind));
    const said = [...new Set([...held, ...this.rulesOf(decision, documentation, path)])];
    const heldTo = own?.unheld === undefined ? said : [];
    const unheld = heldTo.length === 0 ? decision.unheld : undefined;
    const kind: InputType = args.kind === "structure" ? "object" : args.kind;
    const decided = { path, type: kind, required, heldTo, keysHeldTo: [], unheld: undefined };
    switch (args.kind) {
      case "structure":
        this.inputs.push(decided);
        this.structure(args, values, models.map(single), `${path}.`);
        return;
      case "list": {
        this.inputs.push(decided);
        const items = values.flatMap((value): readonly unknown[] =>
          Array.isArray(value) ? value : [],
        );
        if (items.length === 0) return;
        const itemModels = models.map(single);
        const item = { model: args.items, required: false, documentation };
        this.input(`${path}[]`, item, items, itemModels);
        return;
      }
      case "map": {
        const keys = models.flatMap((model) => this.hold(keysOf(model), "string"));
        this.inputs.push({ ...decided, keysHeldTo: keys });
        const items = values.filter(isMap).flatMap((value) => Object.values(value));
        if (items.length === 0) return;
        const itemModels = models.flatMap((model) => valuesOf(model) ?? []);
        const item = { model: args.values, required: false, documentation };
        this.input(`${path}.*`, item, items, itemModels);
        return;
      }
      case "string":
      case "number":
      case "boolean":
      case "any": {
        const isDecided = heldTo.length > 0 || unheld !== undefined;
        if (!isDecided && args.kind !== "boolean") this.undecided.push(path);
        this.inputs.push({ ...decided, unheld });
        if (decision.json !== undefined) this.json(path, decision.json, values);
      }
    }
  }

  /** What a JSON text holds is declared by the model alone. */
  private json(path: string, name: string, texts: readonly unknown[]): void {
    const model = this.models.model(name);
    const member = { model: () => model, required: false, documentation: "" };
    const values = texts.map((text): unknown => JSON.parse(String(text)));
    this.input(`${path}{}`, member, values, [model]);
  }

  private ownDecision(path: string): Decision | undefined {
    this.unused.delete(path);
    return this.mapping.paths?.[path];
  }

  /** What the decision says beyond the models. */
  private rulesOf(
    { format, stated, listed }: Decision,
    documentation: string,
    path: string,
  ): readonly string[] {
    const rules = format === undefined ? [] : [`format ${format}`];
    const own = `${this.argumentsName()}.${path}`;
    const textOf = (where: string | undefined) =>
      where === undefined ? plainComment(documentation) : this.documentation(where);
    if (stated !== undefined) {
      const text = textOf(stated.where);
      if (!text.includes(stated.quote)) {
        throw new Error(`${own}: "${stated.quote}" does not stand in: ${text}`);
      }
      rules.push(this.add(this.nameOf(stated.where) ?? own, stated.rule));
    }
    if (listed !== undefined) {
      const text = textOf(listed.where);
      const oneOf = valuesListed(text, listed.after);
      if (oneOf.length === 0)
        throw new Error(`${own}: no values after "${listed.after}" in: ${text}`);
      rules.push(this.add(this.nameOf(listed.where) ?? own, { oneOf }));
    }
    return rules;
  }

  /** The rule's name, where the model has one that can be asked of that kind of value. */
  private hold(model: Model | undefined, kind: string): readonly string[] {
    if (model === undefined || !("rule" in model) || model.rule === undefined) return [];
    const asks = {
      string: ["string", "number"],
      number: ["number"],
      list: ["list"],
    }[kind];
    return asks?.includes(model.kind) === true ? [this.add(model.name, model.rule)] : [];
  }

  private nameOf(where: string | undefined): string | undefined {
    return where === undefined ? undefined : `${this.models.label}${where}`;
  }

  private add(name: string, rule: Rule): string {
    this.rules.set(name, rule);
    return name;
  }

  /** @param where - a type and one of its members, for example `elbv2 CreateLoadBalancerInput.Name`. */
  private documentation(where: string): string {
    const dot = where.lastIndexOf(".");
    const owner = this.models.model(where.slice(0, Math.max(0, dot)));
    if (owner.kind !== "structure") throw new Error(`${where} is no structure's member`);
    const member = owner.members.get(where.slice(dot + 1));
    if (member === undefined) throw new Error(`there is no ${where}`);
    return member.documentation;
  }

  private resourceName(): string {
    return this.type.split(":")[2] ?? "";
  }

  private argumentsName(): string {
    const [name = ""] = this.type.split(":");
    return `@pulumi/${name} ${this.resourceName()}Args`;
  }
}

/** The members that an input's name means: its own, in one number or the other, or after the resource's name. */
function membersNamed(models: readonly Model[], key: string, resource: string): readonly Model[] {
  return models.flatMap((model) => {
    if (model.kind !== "structure") return [];
    const member = named(model.members, key) ?? named(model.members, resource + key);
    return member === undefined ? [] : [member.model()];
  });
}

function named(members: Members, key: string): Member | undefined {
  const wanted = spellings(key);
  const exact = plain(key);
  const names = [...members.keys()];
  const name =
    names.find((candidate) => plain(candidate) === exact) ??
    names.find((candidate) => spellings(candidate).some((spelling) => wanted.includes(spelling)));
  return name === undefined ? undefined : members.get(name);
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

function spellings(name: string): readonly string[] {
  const word = plain(name);
  return [word, word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")];
}

/** Pulumi gives a list of at most one item as the item. */
function single(model: Model): Model {
  return model.kind === "list" ? model.items() : model;
}

/** AWS writes a map as a list of keys and values. */
function keysOf(model: Model): Model | undefined {
  if (model.kind === "map") return model.keys();
  const item = single(model);
  if (item.kind !== "structure") return undefined;
  return memberOf(item, ["Key", "key", "TagKey", "Name"]);
}

function valuesOf(model: Model): Model | undefined {
  if (model.kind === "map") return model.values();
  const item = single(model);
  if (item.kind !== "structure") return undefined;
  return memberOf(item, ["Value", "value", "TagValue"]);
}

function memberOf(
  model: Model & { kind: "structure" },
  names: readonly string[],
): Model | undefined {
  return names.flatMap((name) => model.members.get(name)?.model() ?? [])[0];
}
