import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { describeEngine } from "./support/sandbox";
import { seed, seedNote, share } from "./support/share";
import { arbitraryFuzzCase, type FuzzCase } from "./support/fuzz-case";
import { FuzzGround } from "./support/fuzz-ground";

const fixtures = join(__dirname, "fixtures");
const cases = share({ seeded: 3, full: 200 });
const batch = 25;
/** For a batch, and to shrink what fails. */
const hour = 60 * 60 * 1000;

describeEngine(
  `whatever program follows whatever program, and whatever fails or is killed on the way (${seedNote})`,
  () => {
    let ground: FuzzGround;
    before(() => {
      ground = new FuzzGround();
    });
    after(() => {
      ground.dispose();
    });

    for (const file of readdirSync(fixtures).sort()) {
      it(`recover and up converge where they once did not: ${file}`, async () => {
        const fuzzCase = JSON.parse(readFileSync(join(fixtures, file), "utf8")) as FuzzCase;
        expect(await ground.run(fuzzCase)).to.deep.equal([]);
      });
    }

    for (let first = 0; first < cases; first += batch) {
      const last = Math.min(first + batch, cases);
      it(`recover and up converge, no object is made twice or left over, nothing protected is lost: cases ${String(first + 1)} to ${String(last)}`, async () => {
        await converge(ground, seed + first, last - first);
      }).timeout(hour);
    }

    it("is no empty promise: calls failed and engines were killed on the way", () => {
      expect(ground.happened.size).to.be.greaterThan(share({ seeded: 0, full: 6 }));
    });
  },
);

/** @throws Error with the smallest case that fails, which is kept as a fixture. */
async function converge(ground: FuzzGround, from: number, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(arbitraryFuzzCase, async (fuzzCase) => {
    expect(await ground.run(fuzzCase)).to.deep.equal([]);
  });
  const outcome = await fc.check(property, { seed: from | 0, numRuns });
  if (!outcome.failed) return;
  const [smallest] = outcome.counterexample ?? [];
  const text = `${JSON.stringify(smallest, null, 2)}\n`;
  const file = `${createHash("sha256").update(text).digest("hex").slice(0, 8)}.json`;
  writeFileSync(join(fixtures, file), text);
  const reason = outcome.errorInstance;
  throw new Error(
    `test/engine/fixtures/${file} holds the smallest case that fails: ${reason instanceof Error ? reason.message : String(reason)}`,
  );
}
