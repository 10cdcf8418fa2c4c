import { isMap, type TextMap } from "./parse-text";

/**
 * The names under which a job of a workflow reports: its own, or one for each combination of its matrix, whose values
 * stand where the name says `${{ matrix.x }}` or else at its end. None where only a run can tell.
 */
export function checkNames(id: string, { name, strategy }: TextMap): readonly string[] {
  const own = typeof name === "string" ? name : id;
  const matrix = isMap(strategy) ? strategy.matrix : undefined;
  const names =
    matrix === undefined
      ? [own]
      : combinationsOf(matrix).map((values) =>
          own.includes("${{")
            ? own.replace(/\$\{\{\s*matrix\.([\w-]+)\s*\}\}/gu, (_, axis: string) =>
                String(values[axis]),
              )
            : `${own} (${Object.values(values).map(String).join(", ")})`,
        );
  return names.filter((each) => !each.includes("${{"));
}

function combinationsOf(matrix: unknown): readonly TextMap[] {
  if (!isMap(matrix) || "include" in matrix || "exclude" in matrix) return [];
  const axes = Object.entries(matrix);
  if (!axes.every(([, values]) => Array.isArray(values))) return [];
  return axes.reduce<TextMap[]>(
    (before, [axis, values]) =>
      before.flatMap((each) => (values as unknown[]).map((value) => ({ ...each, [axis]: value }))),
    [{}],
  );
}
