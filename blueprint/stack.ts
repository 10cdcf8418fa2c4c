import type { EnvironmentSpec } from "./environment";
import type { SharedSpec } from "./shared";

/** What a stack declares: one environment, or what exists once for all of them. */
export type StackSpec = EnvironmentSpec | SharedSpec;
