import { assert } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { configurationFields } from "../../../providers/neon/configuration";
import { functions } from "../../../providers/neon/functions/functions";
import { neonPackage } from "../../../providers/neon/neon-package";
import * as neonManifest from "../../../providers/neon/package.json";
import { resources } from "../../../providers/neon/resources/resources";
import type { AnyFields, Fields } from "../../../providers/neon/schema/field";
import * as manifest from "../../../package.json";

interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly description?: string;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
}
type Properties = Readonly<Record<string, Property>>;

interface Schema {
  readonly name: string;
  readonly version: string;
  readonly config: { readonly variables: Properties };
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly inputProperties: Properties;
        readonly requiredInputs: readonly string[];
        readonly properties: Properties;
      }
    >
  >;
  readonly types: Readonly<Record<string, { readonly properties: Properties }>>;
  readonly functions: Readonly<Record<string, object>>;
}

const served = neonPackage({});
const schema = JSON.parse(served.schema ?? "{}") as Schema;
const sdk = join(__dirname, "..", "..", "..", "providers", "neon", "sdk");

describe("The Neon provider's schema", () => {
  it("has every resource and function, under the version that the provider says", () => {
    assert.equal(schema.name, "neon");
    assert.equal(schema.version, served.version);
    assert.deepEqual(
      Object.keys(schema.resources),
      resources.map(({ token }) => token),
    );
    assert.deepEqual(
      Object.keys(schema.functions),
      functions.map(({ token }) => token),
    );
  });

  it("says of everything what it means, and names only types that it has", () => {
    const all = [
      schema.config.variables,
      ...Object.values(schema.resources).flatMap((each) => [each.inputProperties, each.properties]),
      ...Object.values(schema.types).map(({ properties }) => properties),
    ];
    for (const [name, property] of all.flatMap((each) => Object.entries(each))) {
      assert.match(property.description ?? "", /\S{3,}.*\.$/, name);
      for (const $ref of [property.$ref, property.items?.$ref]) {
        if ($ref !== undefined) assert.property(schema.types, $ref.replace("#/types/", ""));
      }
    }
  });

  it("says of every input that may be left out what counts then", () => {
    const optional = (path: string, fields: AnyFields): readonly (readonly [string, string])[] =>
      Object.entries(fields).flatMap(([name, field]) => {
        const { type } = field;
        const inner = type.kind === "list" ? type.of : type;
        return [
          ...(field.required === true ? [] : [[`${path}.${name}`, field.description] as const]),
          ...(inner.kind === "object" ? optional(`${path}.${name}`, inner.fields) : []),
        ];
      });
    const silent = [...resources, ...functions]
      .flatMap(({ token, inputs }) => optional(token, inputs))
      .filter(([, text]) => !/Default: .+\.$/.test(text));
    assert.deepEqual(
      silent.map(([path]) => path),
      [],
    );
  });

  it("says what replaces and what is secret", () => {
    const project = schema.resources["neon:index:Project"];
    assert.isDefined(project);
    assert.isTrue(project.inputProperties.regionId?.willReplaceOnChanges);
    assert.isUndefined(project.inputProperties.name?.willReplaceOnChanges);
    assert.deepEqual(project.requiredInputs, ["name", "regionId"]);
    assert.isTrue(schema.config.variables.apiKey?.secret);
  });

  it("says of each input what the classes for programs say, which have no others", () => {
    const provider = ["ProviderArgs", configurationFields] as const;
    for (const [name, fields] of [provider, ...objectsIn([...resources, ...functions])]) {
      assert.deepEqual(documentationOf(name), descriptionsIn(fields), name);
    }
  });

  it("has every resource and function in its documentation, with what it is imported by", () => {
    const readme = readFileSync(join(sdk, "..", "README.md"), "utf8");
    for (const { token } of functions) assert.include(readme, `| \`${token}\` `);
    for (const { token, description } of resources) {
      const row = readme.split("\n").find((line) => line.startsWith(`| \`${token}\` `));
      const [, importId] = /Imported as (`[^`]+`)/.exec(description) ?? [];
      assert.include(row, importId ?? "no import id", token);
    }
  });

  it("asks for the packages that this project has", () => {
    for (const [name, version] of Object.entries(neonManifest.dependencies)) {
      assert.equal((manifest.dependencies as Record<string, string>)[name], version, name);
    }
  });
});

describe("A table of inputs", () => {
  interface Inputs {
    readonly name: string;
    readonly size?: number;
    readonly at?: { readonly home?: boolean };
    readonly tags?: readonly string[];
  }
  const name = {
    type: { kind: "string" },
    description: "",
    change: "update",
    required: true,
  } as const;
  const size = {
    type: { kind: "integer" },
    description: "",
    change: "update",
    removal: "kept",
  } as const;
  const home = {
    type: { kind: "boolean" },
    description: "",
    change: "update",
    default: false,
  } as const;
  const at = {
    type: { kind: "object", name: "At", description: "", fields: { home } },
    description: "",
  } as const;
  const tags = {
    type: { kind: "list", of: { kind: "string" } },
    description: "",
    change: "update",
    default: [],
  } as const;

  it("compiles only where it is complete and of the right kinds", () => {
    const whole: Fields<Inputs> = { name, size, at, tags };
    // @ts-expect-error -- an input is missing
    const missing: Fields<Inputs> = { name, size, at };
    // @ts-expect-error -- an input that there is not
    const superfluous: Fields<Inputs> = { name, size, at, tags, other: size };
    const loose = { type: name.type, description: "", change: "update" } as const;
    // @ts-expect-error -- not said to be required
    const optional: Fields<Inputs> = { name: { ...loose, removal: "kept" }, size, at, tags };
    // @ts-expect-error -- required, and the program may leave it out
    const strict: Fields<Inputs> = { name, size: { ...size, required: true }, at, tags };
    const silent = { type: size.type, description: "", change: "update" } as const;
    // @ts-expect-error -- does not say what leaving it out means
    const absent: Fields<Inputs> = { name, size: silent, at, tags };
    const still = { type: size.type, description: "", removal: "kept" } as const;
    // @ts-expect-error -- does not say what a change means
    const unchanging: Fields<Inputs> = { name, size: still, at, tags };
    const empty = { ...at, type: { ...at.type, fields: {} } } as const;
    // @ts-expect-error -- an input of an object is missing
    const shallow: Fields<Inputs> = { name, size, at: empty, tags };
    const numbers = { ...tags, type: { kind: "list", of: { kind: "number" } } } as const;
    // @ts-expect-error -- a list of another type
    const other: Fields<Inputs> = { name, size, at, tags: numbers };
    const wrong = [missing, superfluous, optional, strict, absent, unchanging, shallow, other];
    assert.lengthOf(wrong, 8);
    assert.hasAllKeys(whole, ["name", "size", "at", "tags"]);
  });
});

/** The tables of inputs by the name of their interface in sdk/, also of those within others. */
function objectsIn(
  described: readonly { readonly token: string; readonly inputs: AnyFields }[],
): readonly (readonly [string, AnyFields])[] {
  return described.flatMap(({ token, inputs }) => {
    const name = token.replace("neon:index:", "");
    return objectsBelow(`${name.charAt(0).toUpperCase()}${name.slice(1)}Args`, inputs);
  });
}

function objectsBelow(name: string, fields: AnyFields): (readonly [string, AnyFields])[] {
  const inner = Object.values(fields).flatMap(({ type }) => {
    const each = type.kind === "list" ? type.of : type;
    return each.kind === "object" ? objectsBelow(each.name, each.fields) : [];
  });
  return [[name, fields], ...inner];
}

function descriptionsIn(fields: AnyFields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { description }]) => [name, description]),
  );
}

/** The doc comment of each property of an interface in sdk/. */
function documentationOf(name: string): Readonly<Record<string, string>> {
  const found = interfaces().find((each) => each.name.text === name);
  return Object.fromEntries(
    (found?.members ?? []).map((member) => {
      const comments = ts.getJSDocCommentsAndTags(member).map(({ comment }) => comment);
      return [member.name?.getText() ?? "", comments.join(" ").replace(/\s+/g, " ")];
    }),
  );
}

let parsed: readonly ts.InterfaceDeclaration[] | undefined;

function interfaces(): readonly ts.InterfaceDeclaration[] {
  parsed ??= readdirSync(sdk).flatMap((file) => {
    const text = readFileSync(join(sdk, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return source.statements.filter(ts.isInterfaceDeclaration);
  });
  return parsed;
}
