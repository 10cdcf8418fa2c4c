import type { ReferenceKind } from "../../environments";
import { foreignMentions } from "../../mentions";
import { resourceRule, violationOf } from "../../rule";

/** Readers need a few examples, not every string of a long document. */
const shown = 3;

const phrases: Readonly<Record<ReferenceKind, string>> = {
  account: "account",
  host: "host",
  name: "name",
  "github-environment": "GitHub environment",
  database: "database",
};

export const referenceIsolate = resourceRule({
  types: "all",
  check({ type, props }, scope) {
    const found = foreignMentions(props, scope, type);
    const texts = new Set(
      found.map(
        ({ path, mention }) =>
          `names ${mention.owners.join(" and ")}'s ${phrases[mention.kind]} "${mention.text}" in ${path}`,
      ),
    );
    const more = texts.size - shown;
    return violationOf([
      ...[...texts].slice(0, shown),
      ...(more > 0 ? [`${String(more)} more`] : []),
    ]);
  },
});
