import { relative } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript";

/**
 * What the compiler and the linter have against these files, those apart that the linter is told to ignore; empty where
 * they are well.
 *
 * One program of the files and what they import serves both; the whole project would take ten times as long. What a
 * change breaks in files that import these is for `npm run check` to find.
 */
export async function objections(names: readonly string[]): Promise<string> {
  const linter = new ESLint();
  const ignored = await Promise.all(names.map((name) => linter.isPathIgnored(name)));
  const judged = names.filter((_, index) => ignored[index] !== true);
  if (judged.length === 0) return "";
  const program = ts.createProgram({ rootNames: judged, options: compilerOptions() });
  return typeErrors(program) + (await lintErrors(program));
}

/** The root's, for policies/ as well, whose own differ only in what a file finds without an import. */
function compilerOptions(): ts.CompilerOptions {
  const read = ts.readConfigFile("tsconfig.json", (file) => ts.sys.readFile(file));
  return ts.parseJsonConfigFileContent(read.config, ts.sys, ".").options;
}

function typeErrors(program: ts.Program): string {
  const files = program.getRootFileNames().map((name) => program.getSourceFile(name));
  const problems = files.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
  return ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(problems), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => "\n",
  });
}

async function lintErrors(program: ts.Program): Promise<string> {
  const eslint = new ESLint({
    overrideConfig: {
      files: ["**/*.ts"],
      languageOptions: { parserOptions: { projectService: false, programs: [program] } },
    },
  });
  const results = await eslint.lintFiles([...program.getRootFileNames()]);
  const shown = results.map((result) => ({ ...result, filePath: relative("", result.filePath) }));
  return (await eslint.loadFormatter()).format(shown);
}
