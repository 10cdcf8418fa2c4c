// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { spawn } from "node:child_process";
import http from "node:http";
import { faulty, pause } from "./fault.mjs";

/**
 * Stands in a container before the process that it was built for, and does what is wrong with the build:
 * `node container.mjs <fault> <command…>`.
 */
const [name = "", command = "", ...rest] = process.argv.slice(2);
const mishap = faulty(/** @type {import("./fault.mjs").FaultName} */ (name));
const port = Number(process.env.PORT);
const inner = await freePort();
const child = spawn(command, rest, {
  env: { ...process.env, PORT: String(inner) },
  stdio: "inherit",
});
child.once("exit", (code) => process.exit(code ?? 1));
process.once("SIGTERM", () => child.kill("SIGTERM"));
const agent = new http.Agent({ keepAlive: true });

http
  .createServer((request, response) => {
    void answer(request, response);
  })
  .listen(port, "127.0.0.1");

/**
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
async function answer(request, response) {
  const { wait, then } = mishap();
  if (wait > 0) await pause(wait);
  if (then === "end") {
    child.kill("SIGKILL");
    process.exit(137);
  }
  if (then === "fail") {
    response.writeHead(500).end("failed\n");
    return;
  }
  const { method, url: path, headers } = request;
  const onward = http.request({ host: "127.0.0.1", port: inner, method, path, headers, agent });
  onward.once("response", (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  onward.once("error", () => {
    if (!response.headersSent) response.writeHead(503);
    response.end();
  });
  request.pipe(onward);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = http.createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
}
