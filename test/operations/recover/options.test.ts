import { expect } from "chai";
import { parseRecover } from "../../../operations/recover/options";
import { UsageError } from "../../../settings/usage-error";

const urn = "urn:pulumi:dev::platform::aws:ec2/vpc:Vpc::network";

describe("the options of recover", () => {
  it("reads what a person decided", () => {
    const command = parseRecover(["--stack", "dev", "--adopt", `${urn}=a=b`, "--forget", urn]);
    expect(command).to.deep.include({ stack: "dev", breakLock: false, dryRun: false, json: false });
    expect(command).to.have.deep.property("adopt", new Map([[urn, "a=b"]]));
    expect(command).to.have.deep.property("forget", new Set([urn]));
  });

  it("reads the switches", () => {
    const command = parseRecover(["--stack", "dev", "--break-lock", "--dry-run", "--json"]);
    expect(command).to.deep.include({ breakLock: true, dryRun: true, json: true });
  });

  for (const [what, argv, expected] of [
    ["no stack", [], "--stack is missing"],
    ["an unknown option", ["--stack", "dev", "--now"], "--now"],
    ["an adoption without an id", ["--stack", "dev", "--adopt", urn], "expected URN=ID"],
    ["a name to forget", ["--stack", "dev", "--forget", "network"], "expected a URN"],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => parseRecover(argv)).to.throw(UsageError, expected);
    });
  }
});
