import { expect } from "chai";
import { quietOutput } from "../../engine/quiet-output";

/** What is passed on of an engine's output, however it is cut into pieces. */
function quiet(text: string, isPlan = false): string {
  let said = "";
  const pass = quietOutput((line) => (said += line), isPlan);
  for (let at = 0; at < text.length; at += 7) pass(text.slice(at, at + 7));
  return said;
}

const many = Array.from(
  { length: 40 },
  (_, index) => ` +  aws:s3:Bucket b${String(index)} created (0.1s)\n`,
);

describe("the sandbox's output", () => {
  it("has what was changed, what the engine objects to and the totals, and no progress", () => {
    const text = [
      "Updating (dev):\nLoading policy packs...: starting\n@ updating....\n\n\n",
      "    aws:s3:Bucket c  \n",
      "    pulumi:pulumi:Stack platform-dev **failed** 1 error\nDiagnostics:\n  aws:s3:Bucket (c):\n",
      " ~  aws:s3:Bucket b updating (0s) [diff: ~tags]\n",
      "\u001b[33m ~ \u001b[0m aws:s3:Bucket b updated (0.1s) [diff: ~tags]\n",
      "Policies:\n        - [advisory] [severity: low]  verdicts-wait\n\nResources:\n    + 2 to create\n",
      "error: the stack is currently locked by 1 lock(s)\n",
    ].join("");
    expect(quiet(text)).to.equal(
      text
        .replace("Loading policy packs...: starting\n@ updating....\n\n", "")
        .replace(/^.*updating.*\n/m, "")
        .replace("    aws:s3:Bucket c  \n", ""),
    );
  });

  it("tells of many of one kind how many there are, and of a plan what is done in an update only of what was done", () => {
    const said = quiet(`${many.join("")}Resources:\n    + 40 created\n`);
    expect(said.match(/created \(0/g)).to.have.length(15);
    expect(said).to.include("and 25 more: created (VERBOSE=1 lists them)");
    const plan = " +  aws:s3:Bucket b create\n";
    expect([quiet(plan, true), quiet(plan)]).to.deep.equal([plan, ""]);
  });
});
