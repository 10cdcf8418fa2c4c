import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { assert } from "chai";
import { resources } from "../../../providers/neon/resources/resources";
import { projectRoot } from "../../support/project";
import { folderForEach } from "../../support/temporary-folder";

/** What the README tells another project to copy, beside the packages that it tells it to install. */
const copied = ["neon", "server"];

/** How an engine starts it: by the Node language plugin's launcher, or by itself where there is no such plugin. */
const ways = {
  "the Node language plugin": (folder: string) => {
    const launcher = createRequire(__filename).resolve("@pulumi/pulumi/cmd/run-plugin");
    return spawn(process.execPath, [launcher, folder, "127.0.0.1:1"], { cwd: folder });
  },
  "an engine without that plugin": (folder: string) =>
    spawn(join(folder, "pulumi-resource-neon"), ["127.0.0.1:1"]),
};

describe("The Neon provider in another project", () => {
  let project: string;
  folderForEach((folder) => {
    project = folder;
    for (const part of copied) {
      cpSync(join(projectRoot, "providers", part), join(project, "providers", part), {
        recursive: true,
      });
    }
    symlinkSync(join(projectRoot, "node_modules"), join(project, "node_modules"), "dir");
  });

  for (const [way, start] of Object.entries(ways)) {
    it(`is started by ${way}, and says its schema`, async () => {
      const plugin = start(join(project, "providers", "neon"));
      try {
        const said: string[] = [];
        plugin.stderr.on("data", (text: Buffer) => said.push(text.toString()));
        const lines = createInterface(plugin.stdout);
        const exit = once(plugin, "exit").then(() => [`exited: ${said.join("")}`]);
        const [port] = (await Promise.race([once(lines, "line"), exit])) as [string];
        assert.match(port, /^\d+$/);
        const schema = JSON.parse(await schemaAt(port)) as { resources: object };
        assert.hasAllKeys(
          schema.resources,
          resources.map(({ token }) => token),
        );
      } finally {
        plugin.kill();
      }
    });
  }
});

function schemaAt(port: string): Promise<string> {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.getSchema(new GetSchemaRequest(), (error, response) => {
      client.close();
      if (error === null) resolve(response.getSchema());
      else reject(error);
    });
  });
}
