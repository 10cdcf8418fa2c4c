import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

export type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration;

/** The declarations of a file by their names with namespaces, and where its imports lead. */
export class DeclarationFile {
  public readonly declarations = new Map<string, Declaration>();
  public readonly imports = new Map<string, { readonly from: string; readonly name: string }>();

  public constructor(public readonly path: string) {
    const text = readFileSync(path, "utf8");
    this.read(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true).statements, "");
  }

  private read(statements: readonly ts.Statement[], prefix: string): void {
    for (const statement of statements) {
      if (
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isEnumDeclaration(statement)
      ) {
        this.declarations.set(prefix + statement.name.text, statement);
      } else if (ts.isModuleDeclaration(statement)) {
        const { body } = statement;
        if (body !== undefined && ts.isModuleBlock(body)) {
          this.read(body.statements, `${prefix}${statement.name.text}.`);
        }
      } else if (ts.isImportDeclaration(statement)) {
        this.readImport(statement);
      }
    }
  }

  private readImport({ moduleSpecifier, importClause }: ts.ImportDeclaration): void {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isStringLiteral(moduleSpecifier)) return;
    const from = moduleSpecifier.text;
    if (ts.isNamespaceImport(bindings)) this.imports.set(bindings.name.text, { from, name: "*" });
    else {
      for (const { name, propertyName } of bindings.elements) {
        this.imports.set(name.text, { from, name: (propertyName ?? name).text });
      }
    }
  }
}

/** The file that an import leads to. */
export function declarationPath(importer: string, specifier: string): string | undefined {
  const base = join(dirname(importer), specifier.replace(/\.js$/, ""));
  return [`${base}.d.ts`, join(base, "index.d.ts"), `${base}.ts`].find((path) => existsSync(path));
}

/** The namespaces that a declaration stands in, outermost first. */
export function scopeOf(node: ts.Node): readonly string[] {
  const scope: string[] = [];
  for (let parent: ts.Node = node.parent; !ts.isSourceFile(parent); parent = parent.parent) {
    if (ts.isModuleDeclaration(parent)) scope.unshift(parent.name.text);
  }
  return scope;
}
