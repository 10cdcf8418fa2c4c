import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import type { MigrateCommand } from "./options";

/** What became of it, in the words of who asked. */
export function describeAnswer(
  { task, stack, back }: MigrateCommand,
  { ran, waited, applied, problems, missing, strange }: Tasks.Answer,
): string {
  const lines = {
    migrate: () => [
      ...ran.map((each) => `${each} ${back === undefined ? "applied" : "taken back"}`),
      ...(ran.length === 0 ? [`${stack} has every migration`] : []),
      ...(waited > 0 ? [`let others go first ${String(waited)} times`] : []),
    ],
    seed: () => [`${stack} has what database/seed.sql says`],
    verify: () => [
      ...wrongIn({ problems, missing, strange }),
      ...(isGood({ problems, missing, strange })
        ? [`${stack} has ${String(applied.length)} migrations, and the schema that they make`]
        : [
            `${stack} is not what its migrations say: make db-migrate ENV=${stack}, or write a migration`,
          ]),
    ],
  }[task]();
  return `${lines.join("\n")}\n`;
}

type Wrong = Pick<Tasks.Answer, "problems" | "missing" | "strange">;

export function isGood(answer: Wrong): boolean {
  return wrongIn(answer).length === 0;
}

export function wrongIn({ problems, missing, strange }: Wrong): readonly string[] {
  return [
    ...problems,
    ...missing.map((line) => `missing: ${line}`),
    ...strange.map((line) => `not of a migration: ${line}`),
  ];
}
