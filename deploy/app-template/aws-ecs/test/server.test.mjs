// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createApp } from "../src/server.mjs";

describe("newcomer", () => {
  const server = createApp("1.2.3");
  before(() => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined))));
  after(() => server.close());

  /** @param {string} path */
  const ask = (path) => {
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    return fetch(`http://127.0.0.1:${String(address.port)}${path}`);
  };

  it("says that it is well, and which version it is", async () => {
    const response = await ask("/healthz");
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: "ok", version: "1.2.3" });
  });

  it("has nothing elsewhere", async () => {
    assert.equal((await ask("/")).status, 404);
  });
});
