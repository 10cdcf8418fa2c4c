import { assert } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { functions } from "../../../providers/neon/functions/functions";
import { neonPackage } from "../../../providers/neon/package";
import * as neonManifest from "../../../providers/neon/package.json";
import { resources } from "../../../providers/neon/resources/resources";
import type { Fields } from "../../../providers/neon/schema/field";
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

  it("says what replaces and what is secret", () => {
    const { inputProperties, requiredInputs } = schema.resources["neon:index:Project"] ?? {};
    assert.isTrue(inputProperties?.regionId?.willReplaceOnChanges);
    assert.isUndefined(inputProperties?.name?.willReplaceOnChanges);
    assert.deepEqual(requiredInputs, ["name", "regionId"]);
    assert.isTrue(schema.config.variables.apiKey?.secret);
  });

  it("has an input for each that a program can set, and each is documented there too", () => {
    for (const { token, inputs } of resources) {
      const name = token.replace("neon:index:", "");
      const documented = documentedArgs(name);
      assert.sameMembers(Object.keys(documented), Object.keys(inputs), name);
      for (const [input, text] of Object.entries(documented)) {
        assert.isNotEmpty(text, `${name}.${input} has no doc comment`);
      }
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
    const { required: _, ...loose } = name;
    // @ts-expect-error -- not said to be required
    const optional: Fields<Inputs> = { name: { ...loose, removal: "kept" }, size, at, tags };
    // @ts-expect-error -- required, and the program may leave it out
    const strict: Fields<Inputs> = { name, size: { ...size, required: true }, at, tags };
    const { removal: __, ...silent } = size;
    // @ts-expect-error -- does not say what leaving it out means
    const absent: Fields<Inputs> = { name, size: silent, at, tags };
    const { change: ___, ...still } = size;
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

/** The inputs of a class in sdk/, each with its doc comment. */
function documentedArgs(name: string): Readonly<Record<string, string>> {
  const file = `${name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.ts`;
  const text = readFileSync(join(sdk, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const args = source.statements.find(
    (each): each is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(each) && each.name.text === `${name}Args`,
  );
  return Object.fromEntries(
    (args?.members ?? []).map((member) => [
      member.name?.getText(source) ?? "",
      ts
        .getJSDocCommentsAndTags(member)
        .map((comment) => comment.getText(source))
        .join(""),
    ]),
  );
}
