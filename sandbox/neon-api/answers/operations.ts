import type { Answers } from "../answer";
import { notFound } from "../refusal";

export const operationAnswers = {
  getProjectOperation: (neon, { path }) => {
    const operation = neon.project(path.project_id ?? "").operations.find(path.operation_id ?? "");
    if (operation === undefined) throw notFound("operation");
    return { operation };
  },

  listProjectOperations: (neon, { path, query }) => {
    const { all } = neon.project(path.project_id ?? "").operations;
    // The cursor is the id of the last operation shown.
    const start = all.findIndex(({ id }) => id === query.cursor) + 1;
    const page = all.slice(start, start + Number(query.limit ?? all.length));
    const last = page.at(-1);
    return { operations: page, ...(last !== undefined && { pagination: { cursor: last.id } }) };
  },
} satisfies Answers;
