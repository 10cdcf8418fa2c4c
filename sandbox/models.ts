import type { FunctionModels, ResourceModels } from "./model";

/** Every resource type that the program uses, by package. */
export const resourceModels: ResourceModels = {};

/** Every provider function that the program calls. */
export const functionModels: FunctionModels = {};
