import type * as z from "zod";
import { ephemeral } from "./ephemeral";
import { permanent } from "./permanent";
import { shared } from "./shared";

/** The settings of a stack by its kind: keys of the namespace `platform:`. */
export const settingsSchemas = { permanent, ephemeral, shared } as const;

export type PermanentSettings = z.output<typeof permanent>;
export type EphemeralSettings = z.output<typeof ephemeral>;
export type SharedSettings = z.output<typeof shared>;
