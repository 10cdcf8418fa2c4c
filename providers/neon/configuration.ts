import type { CheckProblem } from "../server/provider";
import type { NeonSettings } from "./api/neon-api";
import { checkFields } from "./schema/check";
import type { AnyFields } from "./schema/field";
import type { Values } from "./schema/values";

/** What a program or a stack's configuration tells the provider. */
export const configurationFields = {
  apiKey: {
    type: { kind: "string", minLength: 1 },
    description:
      "API key of the organisation. Left out, it is kept out of the state. Default: the environment variable NEON_API_KEY.",
    change: "update",
    removal: "update",
    secret: true,
  },
  baseUrl: {
    type: { kind: "string", minLength: 1 },
    description: "Address of the API. Default: `https://console.neon.tech/api/v2`.",
    change: "update",
    removal: "update",
  },
  orgId: {
    type: { kind: "string", minLength: 1 },
    description:
      "Organisation that new projects belong to, and whose projects are searched. Default: the one that the API key belongs to; a person's key belongs to none.",
    change: "update",
    removal: "update",
  },
} as const satisfies AnyFields;

/** What the engine itself adds to the settings. */
const enginesOwn = new Set(["version", "pluginDownloadURL", "pluginChecksums", "parameterization"]);

/** @param settings - what is not known yet is `unknown`. */
export function checkConfiguration(settings: Values): readonly CheckProblem[] {
  const own = Object.fromEntries(
    Object.entries(settings).filter(([name]) => !enginesOwn.has(name) && !name.startsWith("__")),
  );
  return [...checkFields(configurationFields, own), ...checkBaseUrl(own.baseUrl)];
}

/** @param environment - where the key is if the settings hold none. */
export function neonSettings(settings: Values, environment: NodeJS.ProcessEnv): NeonSettings {
  const text = (name: string): string | undefined => {
    const value = settings[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const inherited = environment.NEON_API_KEY;
  return {
    apiKey: text("apiKey") ?? (inherited === "" ? undefined : inherited),
    baseUrl: text("baseUrl"),
    orgId: text("orgId"),
  };
}

/** The key goes wherever this points: over the network it has to be encrypted. */
function checkBaseUrl(baseUrl: unknown): readonly CheckProblem[] {
  if (typeof baseUrl !== "string" || baseUrl === "") return [];
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isLocal = ["127.0.0.1", "[::1]", "localhost"].includes(url?.hostname ?? "");
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLocal)) return [];
  const reason =
    `is "${baseUrl}"; expected an https address, for example ` +
    "https://console.neon.tech/api/v2 (http only for this machine)";
  return [{ property: "baseUrl", reason }];
}
