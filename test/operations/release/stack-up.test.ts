import { expect } from "chai";
import { load } from "js-yaml";
import { textWith } from "../../../operations/release/stack-up";

const build = {
  version: "2.0.0",
  commit: "b".repeat(40),
  digest: `sha256:${"a".repeat(64)}`,
};
const own = `encryptionsalt: v1:abc
config:
  platform:costCenter: bakery
  platform:live: blue
  platform:warm: green
  platform:releases: "{}"
`;

describe("the settings of an `up` within a release", () => {
  it("are the file's, but for what the release decides", () => {
    const config = {
      "platform:costCenter": "bakery",
      "platform:live": "green",
      "platform:releases": JSON.stringify({ admin: build }),
    };
    const decided = { releases: { admin: build }, live: "green" } as const;
    expect(load(textWith(own, { ...decided, warm: "blue" }))).to.deep.equal({
      encryptionsalt: "v1:abc",
      config: { ...config, "platform:warm": "blue" },
    });
    const drained = load(textWith(own, { ...decided, warm: null }));
    expect(drained).to.have.deep.property("config", config);
  });
});
