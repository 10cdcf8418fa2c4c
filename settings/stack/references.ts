import type * as z from "zod";
import * as values from "../values";

export const teamId = values.id("Id of a GitHub team.", 1001);

export const refPattern = (meaning: string, example: string): z.ZodString =>
  values.text({ meaning, example }, "a branch or tag pattern", /^[\w./*-]{1,100}$/);
