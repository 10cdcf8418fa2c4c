import { expect } from "chai";
import { parsePlan } from "../../../operations/pull-requests/options";
import { planOf, pullRequest } from "../../../operations/pull-requests/plan";

const now = Date.parse("2026-11-30T00:00:00Z") / 1_000;
const repository = "acme/platform";
const sha = (letter: string): string => letter.repeat(40);

function pull(number: number, more: object = {}) {
  return pullRequest.parse({
    number,
    created_at: "2026-11-28T00:00:00Z",
    closed_at: null,
    labels: [{ name: "environment" }],
    head: { sha: sha(String(number)), repo: { full_name: repository } },
    ...more,
  });
}

const of = (commit?: string, number?: number) => ({ repository, commit, number, now });
const fork = { head: { sha: sha("3"), repo: { full_name: "someone/platform" } } };
const gone = { head: { sha: sha("3"), repo: null } };

describe("environments of pull requests", () => {
  it("are made for the one whose commit it is, with the label", () => {
    const made = { up: [{ number: 3, commit: sha("3") }], down: [] };
    expect(planOf([pull(3), pull(4)], of(sha("3")))).to.deep.equal(made);
    expect(planOf([pull(3)], of(undefined, 3))).to.deep.equal(made);
  });

  it("go when it closes, loses the label or is a week old", () => {
    for (const more of [
      { closed_at: "2026-11-29T00:00:00Z" },
      { labels: [] },
      { created_at: "2026-11-23T00:00:00Z" },
    ])
      expect(planOf([pull(3, more)], of(sha("3"))), JSON.stringify(more)).to.deep.equal({
        up: [],
        down: [3],
      });
  });

  it("are never a fork's, nor one whose repository is gone", () => {
    for (const more of [fork, gone])
      for (const asked of [of(sha("3")), of(undefined, 3), of()])
        expect(
          planOf([pull(3, { ...more, closed_at: "2026-11-29T00:00:00Z" })], asked),
        ).to.deep.equal({ up: [], down: [] });
  });

  it("are swept for three days after they ended, and nothing is made then", () => {
    const pulls = [
      pull(3),
      pull(4, { closed_at: "2026-11-29T00:00:00Z" }),
      pull(5, { closed_at: "2026-11-26T00:00:00Z" }),
      pull(6, { created_at: "2026-11-22T00:00:00Z" }),
      pull(7, { created_at: "2026-11-01T00:00:00Z" }),
      pull(8, { closed_at: "2026-11-29T00:00:00Z", labels: [] }),
    ];
    expect(planOf(pulls, of())).to.deep.equal({ up: [], down: [4, 6] });
  });

  it("are asked for by a commit or a number, and by nothing that could be a path", () => {
    expect(parsePlan(["--number", "7"])).to.deep.equal({ commit: undefined, number: 7 });
    for (const bad of [
      ["--number", "7/merge"],
      ["--number", "0"],
      ["--commit", "main"],
    ])
      expect(() => parsePlan(bad)).to.throw(/expected/u);
  });
});
