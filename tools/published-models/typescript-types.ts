import { join } from "node:path";
import ts from "typescript";
import { plainComment, valuesListed } from "./documentation";
import { type Declaration, DeclarationFile, declarationPath, scopeOf } from "./declaration-file";
import { merge } from "./merge";
import { type Member, type Model, type Rule, ruleOf } from "./model";

/** A type of a package's declaration files, read without checking: names, optional members, literals and doc tags. */
export class TypeScriptTypes {
  private readonly files = new Map<string, DeclarationFile>();

  public constructor(
    /** What the types' names start with in rules, for example `cloudflare`. */
    private readonly label: string,
    private readonly folder: string,
  ) {}

  /** @param path - the type's name, with its namespaces and then its members: `RecordCreateParams.ARecord.type`. */
  public model(file: string, path: readonly string[]): Model {
    const opened = this.open(join(this.folder, file));
    for (let depth = path.length; depth > 0; depth--) {
      const names = path.slice(0, depth);
      const found = this.declaration(opened, names);
      if (found === undefined) continue;
      const declared = this.declared(found.file, found.declaration, names.join("."));
      const model = this.follow(declared, path.slice(depth));
      if (model !== undefined) return model;
    }
    throw new Error(`${file} declares no ${path.join(".")}`);
  }

  private open(path: string): DeclarationFile {
    let file = this.files.get(path);
    if (file === undefined) {
      file = new DeclarationFile(path);
      this.files.set(path, file);
    }
    return file;
  }

  /** Follows the path's first name through an import where this file has one. */
  private declaration(
    file: DeclarationFile,
    path: readonly string[],
  ): { file: DeclarationFile; declaration: Declaration } | undefined {
    const own = file.declarations.get(path.join("."));
    if (own !== undefined) return { file, declaration: own };
    const [first = "", ...rest] = path;
    const imported = file.imports.get(first);
    if (imported === undefined) return undefined;
    const target = declarationPath(file.path, imported.from);
    if (target === undefined) return undefined;
    const names = imported.name === "*" ? rest : [imported.name, ...rest];
    return this.declaration(this.open(target), names);
  }

  private declared(file: DeclarationFile, declaration: Declaration, name: string): Model {
    if (ts.isEnumDeclaration(declaration)) {
      const values = declaration.members.flatMap(({ initializer }) =>
        initializer !== undefined && ts.isStringLiteral(initializer) ? [initializer.text] : [],
      );
      return this.value("string", name, { oneOf: values });
    }
    if (ts.isTypeAliasDeclaration(declaration)) {
      const rule = rulesOf(documentationOf(declaration));
      return this.type(file, declaration.type, name, scopeOf(declaration), rule);
    }
    const members = new Map(this.members(file, declaration.members, name));
    for (const { types } of declaration.heritageClauses ?? []) {
      for (const { expression } of types) {
        const parent = this.reference(file, expression.getText(), scopeOf(declaration));
        if (parent?.kind === "structure") {
          for (const [key, member] of parent.members) {
            if (!members.has(key)) members.set(key, member);
          }
        }
      }
    }
    return { kind: "structure", name: this.named(name), members };
  }

  private *members(
    file: DeclarationFile,
    nodes: ts.NodeArray<ts.TypeElement>,
    owner: string,
  ): Generator<readonly [string, Member]> {
    for (const node of nodes) {
      if (!ts.isPropertySignature(node) || node.type === undefined) continue;
      const { type } = node;
      const key = ts.isComputedPropertyName(node.name) ? node.name.getText() : node.name.text;
      const documentation = documentationOf(node);
      const name = `${owner}.${key}`;
      const model = () => this.type(file, type, name, scopeOf(node), rulesOf(documentation));
      yield [key, { model, required: node.questionToken === undefined, documentation }];
    }
  }

  private type(
    file: DeclarationFile,
    node: ts.TypeNode,
    name: string,
    scope: readonly string[],
    rule?: Rule,
  ): Model {
    if (ts.isParenthesizedTypeNode(node)) return this.type(file, node.type, name, scope, rule);
    if (ts.isTypeOperatorNode(node)) return this.type(file, node.type, name, scope, rule);
    if (ts.isArrayTypeNode(node)) return this.list(file, node.elementType, name, scope, rule);
    if (ts.isUnionTypeNode(node)) {
      const parts = node.types.filter(isValue);
      return merge(
        parts.map((part) => this.type(file, part, name, scope, rule)),
        this.named(name),
      );
    }
    if (ts.isIntersectionTypeNode(node)) {
      return merge(
        node.types.map((part) => this.type(file, part, name, scope, rule)),
        this.named(name),
      );
    }
    if (ts.isLiteralTypeNode(node)) return this.literal(node.literal, name);
    if (ts.isTypeLiteralNode(node)) return this.typeLiteral(file, node, name, scope);
    if (ts.isIndexedAccessTypeNode(node)) {
      const path = [...node.getText().matchAll(/\["([^"]+)"\]/g)].map(([, key]) => key ?? "");
      const root = node.getText().split("[")[0] ?? "";
      return this.follow(this.reference(file, root, scope), path) ?? this.value("any", name);
    }
    if (ts.isTypeReferenceNode(node)) {
      const target = node.typeName.getText();
      const argument = node.typeArguments?.[0];
      if (argument !== undefined) {
        if (target === "pulumi.Input") return this.type(file, argument, name, scope, rule);
        if (/(^|\.)(Array|ReadonlyArray)$/.test(target)) {
          return this.list(file, argument, name, scope, rule);
        }
        const values = node.typeArguments?.[1];
        if (target === "Record" && values !== undefined) {
          return {
            kind: "map",
            keys: () => this.type(file, argument, name, scope),
            values: () => this.type(file, values, name, scope),
          };
        }
      }
      const found = this.reference(file, target, scope);
      if (found === undefined) return this.value("any", name, rule);
      return "rule" in found && rule !== undefined
        ? { ...found, name: this.named(name), rule: { ...found.rule, ...rule } }
        : found;
    }
    const kinds: Partial<Record<ts.SyntaxKind, "string" | "number" | "boolean">> = {
      [ts.SyntaxKind.StringKeyword]: "string",
      [ts.SyntaxKind.NumberKeyword]: "number",
      [ts.SyntaxKind.BooleanKeyword]: "boolean",
    };
    return this.value(kinds[node.kind] ?? "any", name, rule);
  }

  private list(
    file: DeclarationFile,
    items: ts.TypeNode,
    name: string,
    scope: readonly string[],
    { oneOf, ...rule }: Rule = {},
  ): Model {
    return {
      kind: "list",
      name: this.named(name),
      items: () => this.type(file, items, `${name}[]`, scope, ruleOf({ oneOf })),
      rule: ruleOf(rule),
    };
  }

  private literal(literal: ts.LiteralTypeNode["literal"], name: string): Model {
    if (ts.isStringLiteral(literal)) return this.value("string", name, { oneOf: [literal.text] });
    if (ts.isNumericLiteral(literal)) return this.value("number", name, { oneOf: [literal.text] });
    return this.value("boolean", name);
  }

  private typeLiteral(
    file: DeclarationFile,
    node: ts.TypeLiteralNode,
    name: string,
    scope: readonly string[],
  ): Model {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    if (index !== undefined) {
      return {
        kind: "map",
        keys: () => this.value("string", name),
        values: () => this.type(file, index.type, `${name}.*`, scope),
      };
    }
    const members = new Map(this.members(file, node.members, name));
    return { kind: "structure", name: this.named(name), members };
  }

  /** A name is looked for in the innermost namespace first. */
  private reference(
    file: DeclarationFile,
    name: string,
    scope: readonly string[],
  ): Model | undefined {
    const path = name.split(".");
    for (let depth = scope.length; depth >= 0; depth--) {
      const found = this.declaration(file, [...scope.slice(0, depth), ...path]);
      if (found !== undefined) return this.declared(found.file, found.declaration, path.join("."));
    }
    return undefined;
  }

  private follow(model: Model | undefined, path: readonly string[]): Model | undefined {
    const [first, ...rest] = path;
    if (first === undefined || model === undefined) return model;
    if (model.kind !== "structure") return undefined;
    return this.follow(model.members.get(first)?.model(), rest);
  }

  private value(kind: "string" | "number" | "boolean" | "any", name: string, rule?: Rule): Model {
    return { kind, name: this.named(name), rule };
  }

  /** Without the way that leads to every type of an OpenAPI document. */
  private named(name: string): string {
    const short = name.replace(
      /^components\.schemas\.|^operations\.|\.requestBody\.content\.application\/json/g,
      "",
    );
    return `${this.label} ${short}`;
  }
}

function isValue(node: ts.TypeNode): boolean {
  const isNull = ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
  return !isNull && node.kind !== ts.SyntaxKind.UndefinedKeyword;
}

function documentationOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join("\n");
}

/** What a comment says in tags, `@minLength 1` or `@pattern ^a$`, and as a list, `Available values: "a", "b".` */
function rulesOf(comment: string): Rule | undefined {
  const tag = (names: string): string | undefined =>
    new RegExp(`@(?:${names}) +(.+)`).exec(comment)?.[1]?.trim();
  const number = (names: string): number | undefined => {
    const value = tag(names);
    return value === undefined ? undefined : Number.parseFloat(value);
  };
  const available = valuesListed(plainComment(comment), "Available values: ");
  return ruleOf({
    oneOf: available.length > 0 ? available : undefined,
    min: number("minLength|minimum|min|minItems"),
    max: number("maxLength|maximum|max|maxItems"),
    pattern: tag("pattern")?.replace(/^\/(.*)\/$/, "$1"),
  });
}
