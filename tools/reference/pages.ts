import { commandsPage } from "./commands-page";
import { deployYamlPage } from "./deploy-yaml-page";
import { settingsPage } from "./settings-page";

/** The pages of docs/reference by file name. */
export async function referencePages(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["settings.md", settingsPage(root)],
    ["deploy-yaml.md", deployYamlPage()],
    ["commands.md", await commandsPage(root)],
  ]);
}
