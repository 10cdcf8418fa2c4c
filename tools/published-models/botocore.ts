import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Member, type Model, ruleOf } from "./model";

/** A shape as botocore writes it. */
interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly required?: readonly string[];
  readonly member?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

interface Reference {
  readonly shape: string;
  readonly documentation?: string;
}

/** The models of AWS's services, from the package of the AWS SDK for Python. */
export class Botocore {
  private readonly services = new Map<string, Readonly<Record<string, Shape>>>();

  /** @param folder - of the package botocore. */
  public constructor(private readonly folder: string) {}

  /** @param name - service and shape, for example `ecs DeploymentStrategy`, or `endpoints Region`. */
  public model(name: string): Model {
    const [service = "", shape = ""] = name.split(" ");
    if (service === "endpoints") return { kind: "string", name, rule: { oneOf: this.regions() } };
    return this.shape(service, shape);
  }

  /** Every region of AWS's commercial partition. */
  private regions(): readonly string[] {
    const { partitions } = JSON.parse(
      readFileSync(join(this.folder, "data", "endpoints.json"), "utf8"),
    ) as {
      partitions: readonly { partition: string; regions: Readonly<Record<string, unknown>> }[];
    };
    const commercial = partitions.find(({ partition }) => partition === "aws");
    return Object.keys(commercial?.regions ?? {}).sort();
  }

  private shape(service: string, shapeName: string): Model {
    const shape = this.shapes(service)[shapeName];
    if (shape === undefined) throw new Error(`botocore has no ${service} ${shapeName}`);
    const name = `${service} ${shapeName}`;
    const to = (reference: Reference | undefined) => (): Model =>
      this.shape(service, reference?.shape ?? "");
    const { enum: oneOf, min, max } = shape;
    const pattern = shape.pattern === undefined ? undefined : inJavaScript(shape.pattern);
    switch (shape.type) {
      case "structure":
        return { kind: "structure", name, members: new Map(membersOf(shape, to)) };
      case "list":
        return { kind: "list", name, items: to(shape.member), rule: ruleOf({ min, max }) };
      case "map":
        return { kind: "map", keys: to(shape.key), values: to(shape.value) };
      case "boolean":
        return { kind: "boolean", name, rule: undefined };
      case "integer":
      case "long":
        return { kind: "number", name, rule: ruleOf({ min, max, whole: true }) };
      case "float":
      case "double":
        return { kind: "number", name, rule: ruleOf({ min, max }) };
      case "string":
        return { kind: "string", name, rule: ruleOf({ oneOf, min, max, pattern }) };
      default:
        return { kind: "any", name, rule: undefined };
    }
  }

  /** The newest version of a service's model. */
  private shapes(service: string): Readonly<Record<string, Shape>> {
    let shapes = this.services.get(service);
    if (shapes === undefined) {
      const folder = join(this.folder, "data", service);
      const file = join(folder, readdirSync(folder).sort().at(-1) ?? "", "service-2.json.gz");
      shapes = (
        JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
          shapes: Readonly<Record<string, Shape>>;
        }
      ).shapes;
      this.services.set(service, shapes);
    }
    return shapes;
  }
}

/** Patterns that would take for ever on some texts, and such as take the same texts at once. */
const rewritten: Readonly<Record<string, string>> = {
  "(.*[\\n\\r\\t\\f\\ ]?)*": "[^\\u2028\\u2029]*",
  "^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$": "[a-z0-9*](?:[._\\-/]?[a-z0-9*])*",
};

/**
 * The pattern as JavaScript reads it: POSIX classes spelled out. It can't change to either case inside a pattern; what is
 * left of one that does takes more than the service.
 */
function inJavaScript(pattern: string): string {
  const same = rewritten[pattern] ?? pattern;
  return same.replaceAll("(?i)", "").replaceAll("\\p{Print}", "[\\x20-\\x7E]");
}

function membersOf(
  shape: Shape,
  to: (reference: Reference) => () => Model,
): readonly (readonly [string, Member])[] {
  return Object.entries(shape.members ?? {}).map(([key, reference]) => [
    key,
    {
      model: to(reference),
      required: shape.required?.includes(key) ?? false,
      documentation: plainText(reference.documentation),
    },
  ]);
}

function plainText(html = ""): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
