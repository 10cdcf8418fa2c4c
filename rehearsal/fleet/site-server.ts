import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Running } from "./running";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".txt": "text/plain",
};

/** Serves the files of a folder, `index.html` for a folder of it. */
export async function startSite(folder: string): Promise<Running> {
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? "/", "http://site");
    const path = normalize(pathname).replace(/\/$/, "/index.html");
    void readFile(join(folder, path)).then(
      (content) => {
        answer.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
        answer.end(content);
      },
      () => answer.writeHead(404).end("no such page\n"),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    ended: new Promise(() => undefined),
    stop: async () => {
      server.closeIdleConnections();
      server.close();
      await Promise.resolve();
    },
  };
}
