// @ts-check
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import worker from "../src/index.mjs";

/** @param {string} path */
const ask = (path) =>
  worker.fetch(new Request(`https://shop.example${path}`), { ENVIRONMENT: "test" });

describe("newcomer", () => {
  it("says that it is well, and where it runs", async () => {
    const response = ask("/api/newcomer/healthz");
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: "ok", environment: "test" });
  });

  it("has nothing elsewhere", () => {
    assert.equal(ask("/api/newcomer/").status, 404);
  });
});
