/** What fails a gate: a metric, how it is compared, and with what. */
export interface Condition {
  readonly metric: string;
  readonly op: "LT" | "GT";
  readonly error: string;
}

/** SonarQube counts ratings: A is 1. */
const ratingA = "1";

/** The thresholds of QUA-2 and QUA-5, for the whole and for what is new. */
export const conditions: readonly Condition[] = [
  { metric: "new_coverage", op: "LT", error: "80" },
  ...["duplicated_lines_density", "new_duplicated_lines_density"].map((metric): Condition => ({
    metric,
    op: "GT",
    error: "3",
  })),
  ...["reliability", "security", "maintainability"].flatMap((kind): Condition[] =>
    [kind === "maintainability" ? "sqale_rating" : `${kind}_rating`, `new_${kind}_rating`].map(
      (metric) => ({ metric, op: "GT", error: ratingA }),
    ),
  ),
];

/** Languages that have profiles of our own (QUA-3), by SonarQube's key; SQL is one of its paid editions. */
export const languages: readonly string[] = ["ts", "js", "plsql"];
