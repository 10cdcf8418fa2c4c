import { settingsSchemas } from "../../settings/stack/settings";
import { readStackConfig } from "../../settings/stack-file";
import { keyTables } from "./key-tables";
import { page } from "./markdown";
import { keysOf } from "./schema-keys";

const introduction = `
# Settings of a stack

<!-- Written by \`make schema\` from settings/stack/. -->

A stack's settings are keys of the namespace \`platform:\` in \`Pulumi.<stack>.yaml\`; Pulumi.yaml holds what is the same for all
stacks. A key in the stack's file replaces the whole value there, never a part of it. A wrong or unknown key stops the preview,
which names every problem of every file at once.

A pull request's settings come from Pulumi.pr.template.yaml: \`make preview ENV=pr-7\` needs no file of its own, and
\`make stack-file ENV=pr-7\` writes the one that \`pulumi up --stack pr-7\` reads.

Default says what holds where a key is absent: "Pulumi.yaml" is where its value is then read, "required" that the file or the
map around the key can't do without it.
`;

const headings: Readonly<Record<string, string>> = {
  "permanent, ephemeral, shared": "Every stack",
  "permanent, ephemeral": "Every environment",
  permanent: "dev, staging and production only",
  ephemeral: "Pull requests only",
  shared: "shared only",
};

/** docs/reference/settings.md: every key of a stack's file. */
export function settingsPage(root: string): string {
  const { permanent, ephemeral, shared } = settingsSchemas;
  const keys = {
    permanent: keysOf(permanent),
    ephemeral: keysOf(ephemeral),
    shared: keysOf(shared),
  };
  const presets = presetKeys(root);
  return page(
    introduction,
    keyTables(
      keys,
      (kinds) => headings[kinds.join(", ")] ?? kinds.join(", "),
      (key) => (presets.includes(key) ? "Pulumi.yaml" : undefined),
    ),
  );
}

/** The keys that have a value in Pulumi.yaml. */
function presetKeys(root: string): readonly string[] {
  const config = readStackConfig(root, "dev");
  if ("problems" in config) throw new Error("Pulumi.yaml or Pulumi.dev.yaml can't be read");
  return Object.keys(config.value.values)
    .filter((key) => !config.value.ownKeys.includes(key))
    .map((key) => key.replace(/^platform:/, ""));
}
