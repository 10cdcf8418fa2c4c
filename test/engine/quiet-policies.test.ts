import { expect } from "chai";
import { QuietPolicies } from "../../engine/quiet-policies";

const waiting = (rule: string) =>
  `        - [advisory] [severity: high]  ${rule}  (aws:sns:Topic: alerts)
          can't run policy '${rule}' from policy pack 'platform-policies@v0.1.0' during preview: string value at .kmsMasterKeyId can't be known during preview
`;

describe("What the sandbox shows of the policy runner's words", () => {
  /** What is printed of an output that arrives in pieces of `size` characters. */
  function shown(text: string, size = text.length): string {
    const printed: string[] = [];
    const output = new QuietPolicies((piece) => printed.push(piece));
    for (let at = 0; at < text.length; at += size) output.write(text.slice(at, at + size));
    output.end();
    return printed.join("");
  }

  const text = `Policies:\n${waiting("a")}${waiting("b")}\nOutputs:\n`;

  it("counts the verdicts that wait for a cloud's values in one line", () => {
    expect(shown(text)).to.equal(
      "Policies:\n        2 verdicts wait for values that only a cloud gives: the update judges them\n\nOutputs:\n",
    );
  });

  it("does so wherever the output is cut into pieces", () => {
    for (const size of [1, 7, 100]) expect(shown(text, size)).to.equal(shown(text));
  });

  it("keeps every other advice, and what a mandatory rule says", () => {
    const advice =
      "        - [advisory] [severity: low]  c  (aws:sns:Topic: alerts)\n          keeps\n";
    const violation =
      "        - [mandatory] [severity: high]  d  (aws:sns:Topic: alerts)\n          must\n";
    expect(shown(advice + violation)).to.equal(advice + violation);
    expect(shown(advice + waiting("a") + violation))
      .to.contain(advice)
      .and.contain(violation);
  });

  it("prints a last line that has no end", () => {
    expect(shown("Duration: 2s")).to.equal("Duration: 2s\n");
    expect(shown(`Policies:\n${waiting("a")}`)).to.match(/1 verdict waits/);
  });
});
