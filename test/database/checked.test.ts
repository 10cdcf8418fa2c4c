import { createHash } from "node:crypto";
import { expect } from "chai";
import { checked } from "../../database/backup/prove";
import { justly, whole } from "../../database/store/backup-store";

describe("what a store gives back", () => {
  const wanted = Buffer.from("the backup");
  const recorded = {
    key: "it",
    bytes: wanted.length,
    sha256: createHash("sha256").update(wanted).digest("hex"),
  };
  const given = (text: string) =>
    whole(checked({ url: "memory", read: () => justly(Buffer.from(text)) }, recorded));

  it("is the backup to the last byte, or is told", async () => {
    expect((await given("the backup")).equals(wanted)).to.equal(true);
    for (const other of ["the_backup", "the backup.", ""]) {
      const told = await given(other).catch(String);
      expect(told, other).to.include("memory/it is not what was put there");
    }
  });
});
