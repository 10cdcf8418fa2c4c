import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every object of a sandbox's clouds, as one text; empty where there is none. */
export function contentOf(folder: string): string {
  const clouds = join(folder, "clouds");
  return readdirSync(clouds, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => `${file}\n${readFileSync(join(clouds, file), "utf8")}`)
    .join("");
}
