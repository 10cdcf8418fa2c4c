import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { approvedText } from "../../operations/approved/approved";
import { parseApproved } from "../../operations/approved/options";
import { JsonApi } from "../../operations/json-api";

const commit = "c".repeat(40);
const bot = { login: "github-actions[bot]" };
const preview = (text: string) => `<!-- platform:preview -->\n${text}`;
const merged = { number: 7, merged_at: "2026-11-30T00:00:00Z", merge_commit_sha: commit };

describe("what was approved of a commit", () => {
  let server: Server;
  let answers: Record<string, readonly unknown[]>;
  before(async () => {
    server = createServer(({ url = "" }, response) => {
      const { pathname, searchParams } = new URL(url, "http://localhost");
      const all = answers[pathname.replace("/repos/acme/platform/", "")] ?? [];
      const page = Number(searchParams.get("page") ?? 1);
      response.end(JSON.stringify(all.slice(100 * (page - 1), 100 * page)));
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  });
  after(() => {
    server.close();
  });

  const asked = () => {
    const address = `http://localhost:${String((server.address() as AddressInfo).port)}`;
    const api = new JsonApi({ name: "GitHub", address, headers: {} });
    return approvedText({ api, repository: "acme/platform" }, commit);
  };

  it("is the workflow's own comment, however late it comes, and what approving people wrote", async () => {
    answers = {
      [`commits/${commit}/pulls`]: [{ ...merged, number: 6, merged_at: null }, merged],
      "issues/7/comments": [
        ...Array.from({ length: 100 }, () => ({ user: null, body: "a word" })),
        { user: { login: "mallory" }, body: preview("forged") },
        { user: bot, body: "from another workflow" },
        { user: bot, body: preview("production sha256:0a") },
      ],
      "pulls/7/reviews": [
        { state: "APPROVED", body: "production sha256:0a" },
        { state: "COMMENTED", body: "production sha256:0b" },
      ],
    };
    expect(await asked()).to.equal(`${preview("production sha256:0a")}\n\nproduction sha256:0a`);
  });

  it("is nothing where no merged pull request made it", async () => {
    for (const pull of [
      { ...merged, merged_at: null },
      { ...merged, merge_commit_sha: "d".repeat(40) },
    ]) {
      answers = { [`commits/${commit}/pulls`]: [pull] };
      expect(await asked()).to.equal(undefined);
    }
  });

  it("is asked for by a whole commit", () => {
    expect(parseApproved(["--commit", commit])).to.deep.equal({ commit });
    for (const bad of ["main", commit.slice(1), `${commit}/pulls`]) {
      expect(() => parseApproved(["--commit", bad])).to.throw("expected 40 lower-case hex digits");
    }
  });
});
