import { expect } from "chai";
import { recorded } from "../../../operations/record/recorded";

const build = (letter: string) => ({
  version: `1.0.${String(letter.charCodeAt(0))}`,
  commit: letter.repeat(40),
  digest: `sha256:${letter.repeat(64)}`,
});
const [a, b, c] = [build("a"), build("b"), build("c")];

describe("what an environment's releases name", () => {
  it("is what was built now, whatever the file says or runs", () => {
    const releases = recorded({
      file: { admin: b },
      before: { admin: a },
      running: { admin: a },
      built: { admin: c },
    });
    expect(releases).to.deep.equal({ admin: c });
  });

  it("is what the file says where somebody wrote it there since", () => {
    const releases = recorded({
      file: { admin: b },
      before: { admin: a },
      running: { admin: c },
      built: {},
    });
    expect(releases).to.deep.equal({ admin: b });
  });

  it("is what runs where the file says what it said before, which an earlier release went past", () => {
    const releases = recorded({
      file: { admin: a, office: b },
      before: { admin: a, office: b },
      running: { admin: c },
      built: {},
    });
    expect(releases).to.deep.equal({ admin: c, office: b });
  });

  it("keeps what else a release says, and takes in a workload that is new", () => {
    const image = "public.ecr.aws/acme/admin";
    const releases = recorded({
      file: { admin: { ...a, image } },
      before: {},
      running: {},
      built: { admin: b, office: c },
    });
    expect(releases).to.deep.equal({ admin: { ...b, image }, office: c });
  });
});
