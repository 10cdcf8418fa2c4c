// @ts-check
import { createServer } from "node:http";

/**
 * Answers whether it is well, and by which version, and nothing else yet.
 *
 * @param {string} version
 */
export function createApp(version) {
  return createServer((request, response) => {
    const isHealth = request.url === "/healthz";
    const body = isHealth ? { status: "ok", version } : { error: "no such resource" };
    response.writeHead(isHealth ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
}
