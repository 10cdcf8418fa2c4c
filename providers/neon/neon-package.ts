import type { ProviderPackage } from "../server/provider";
import { revealMap } from "../server/wire";
import { NeonApi } from "./api/neon-api";
import { checkConfiguration, neonSettings } from "./configuration";
import { functions } from "./functions/functions";
import { withoutSecrets } from "./marks";
import { version } from "./package.json";
import { NeonProvider, type Progress } from "./provider";
import { resources } from "./resources/resources";
import { packageSchema } from "./schema/schema";
import { unknown } from "./schema/values";

/**
 * The package `neon`.
 *
 * @param environment - of the process; holds the API key where the configuration does not.
 * @param progress - told what a resource is waiting for.
 */
export function neonPackage(environment: NodeJS.ProcessEnv, progress?: Progress): ProviderPackage {
  return {
    version,
    schema: JSON.stringify(packageSchema(resources, functions)),
    checkConfig: (settings) =>
      withoutSecrets(settings, checkConfiguration(revealMap(settings, unknown))),
    configure: (settings) =>
      new NeonProvider(new NeonApi(neonSettings(settings, environment)), progress),
  };
}
