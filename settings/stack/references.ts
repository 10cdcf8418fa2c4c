import * as values from "../values";

export const teamId = values.whole("Id of a GitHub team.", 1, Number.MAX_SAFE_INTEGER, 1001);

export const refPattern = values.text(
  { meaning: "A branch or tag pattern.", example: "main" },
  "a branch or tag pattern",
  /^[\w./*-]{1,100}$/,
);
