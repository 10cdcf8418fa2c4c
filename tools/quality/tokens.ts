import ts from "typescript";

export interface Token {
  readonly text: string;
  readonly line: number;
}

/** The tokens of a TypeScript or JavaScript file without comments, space and imports, which every file has alike. */
export function scanTokens(file: string, text: string): readonly Token[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const tokens: Token[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    const children = node.getChildren(source);
    if (children.length > 0) {
      for (const child of children) visit(child);
    } else if (node.getWidth(source) > 0) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      tokens.push({ text: node.getText(source), line: line + 1 });
    }
  };
  visit(source);
  return tokens;
}
