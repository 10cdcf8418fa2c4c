import { createHash } from "node:crypto";
import type { ModelRequest, ModelValues } from "./model";

export interface RequestParts {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: ModelValues;
  readonly provider: ModelValues;
  /** Which object of this URN it is; a replacement is the second while the first is still there. Default: 1. */
  readonly generation?: number;
}

/** What a model is asked, alike from the offline preview and from the real engine, so that both get the same ids. */
export function modelRequest({ generation = 1, ...parts }: RequestParts): ModelRequest {
  const { urn, inputs, provider } = parts;
  const identity = generation === 1 ? urn : `${urn}#${String(generation)}`;
  return {
    ...parts,
    generation,
    ...placeOf(provider),
    ...(typeof inputs.region === "string" && { region: inputs.region }),
    hex: (length, salt = "") =>
      createHash("sha256").update(`${identity}|${salt}`).digest("hex").slice(0, length),
  };
}

/** The AWS account and region that a provider works in. */
export function placeOf(provider: ModelValues): Pick<ModelRequest, "accountId" | "region"> {
  return {
    accountId: firstString(provider.allowedAccountIds) ?? "000000000000",
    region: typeof provider.region === "string" ? provider.region : "",
  };
}

/** The SDK hands a provider's lists over as JSON text. */
function firstString(value: unknown): string | undefined {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === "string" ? first : undefined;
}
