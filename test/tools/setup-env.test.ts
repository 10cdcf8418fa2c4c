import { expect } from "chai";
import { describePrograms, programsIn } from "../../tools/setup-env/programs";

describe("make setup-env", () => {
  it("asks for the programs that workloads call, and for nothing of the shell's own", () => {
    const commands =
      'echo "a: nothing to install"\ncd ../.. && npx mocha x\nA=1 python3 -m unittest\nrm -rf dist && cp -R a b | tee c\n';
    expect(programsIn(commands)).to.deep.equal(["npx", "python3", "rm", "cp", "tee"]);
  });

  it("says what is missing, and who needs it", () => {
    const node = { name: "node", neededFor: ["shop"], found: true };
    const docker = { name: "docker", neededFor: ["admin", "orders"], found: false };
    expect(describePrograms([node])).to.equal(
      "node  here  shop\nReady: make preview, make test-all\n",
    );
    expect(describePrograms([node, docker]))
      .to.match(/^docker +MISSING +admin, orders$/m)
      .and.include("Install what you need of docker");
  });
});
