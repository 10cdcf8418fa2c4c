import { manifestSchema } from "../../settings/manifest/manifest";
import { keyTables } from "./key-tables";
import { page } from "./markdown";
import { keysOf } from "./schema-keys";

const introduction = `
# deploy.yaml

<!-- Written by \`make schema\` from settings/manifest/. -->

What a workload is, in \`apps/<name>/deploy.yaml\` or \`services/<name>/deploy.yaml\`, the same for every environment. A wrong or
unknown key stops the preview, which names every problem of every file at once; editors check as you type, by
[settings/deploy.schema.json](../../settings/deploy.schema.json).

Default says what holds where a key is absent; "required", that the file or the map around the key can't do without it.
`;

/** docs/reference/deploy-yaml.md: every key of a workload's manifest. */
export function deployYamlPage(): string {
  const targets = manifestSchema.options;
  const keys = Object.fromEntries(
    targets.map((schema) => [schema.shape.target.value, keysOf(schema)]),
  );
  const heading = (names: readonly string[]): string =>
    names.length === targets.length
      ? "Every workload"
      : `Target ${names.map((name) => `\`${name}\``).join(" or ")}`;
  return page(introduction, keyTables(keys, heading));
}
