import { expect } from "chai";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countCdkResources, prepareCdkPeer } from "../../bench/cdk-peer";

describe("the CDK peer", () => {
  it("is left out with a reason where its source is not", async () => {
    const source = join(tmpdir(), "no-such-peer");
    const peer = await prepareCdkPeer(source, tmpdir(), () => undefined);
    expect(peer).to.deep.equal({
      missing: `no CDK peer in ${source}; --cdk DIR says where it is`,
    });
  });

  for (const [what, printed, expected] of [
    ["is counted by its summary", 'note\\n{"resources":401}', 401],
    ["is not compared when it printed no summary", "note", "printed no summary"],
  ] as const) {
    it(what, async () => {
      const counted = await countCdkResources({
        name: "CDK synth",
        file: process.execPath,
        args: ["-e", `console.log('${printed}')`],
        cwd: tmpdir(),
      }).catch(String);
      if (typeof expected === "number") expect(counted).to.equal(expected);
      else expect(counted).to.include(expected);
    });
  }
});
