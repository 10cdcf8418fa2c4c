import type { Manifest } from "../../settings/manifest/manifest";
import type { Release as Entry } from "../../settings/release";

/** A workload's entry in releases/<stack>.json, or what stands in its place (`platform:releases`). */
export type { Entry };

/** What was built once and is named by its digest. */
export type Build = Omit<Entry, "traffic">;

export type Target = Manifest["target"];

/** As `1.4.0 (e9ac06aec91b)`. */
export function spelled({ version, digest }: Pick<Build, "version" | "digest">): string {
  return `${version} (${digest.slice("sha256:".length, "sha256:".length + 12)})`;
}
