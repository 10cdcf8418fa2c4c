import { randomBytes } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { type Content, newIdentity, opened, sealed, SealError } from "../../database/seal/seal";
import { whole } from "../../database/store/backup-store";
import { keys } from "./keys";

async function* pieces(bytes: Buffer, size: number): Content {
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(bytes.subarray(from, from + size));
  }
}

const sizes = fc.constantFrom(0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_000);

describe("a seal", () => {
  it("gives back to each recipient what was sealed, in whatever pieces it comes", async () => {
    const [one, two] = [keys, await newIdentity()];
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 500, max: 90_000 }), async (size, step) => {
        const plain = randomBytes(size);
        const file = await whole(sealed([one.recipient, two.recipient], pieces(plain, step)));
        for (const { identity } of [one, two]) {
          expect((await whole(opened(identity, pieces(file, step)))).equals(plain)).to.equal(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is one that age's own library opens, and opens that library's, to the byte", async () => {
    const { Decrypter, Encrypter } = await import("age-encryption");
    const [encrypter, decrypter] = [new Encrypter(), new Decrypter()];
    encrypter.addRecipient(keys.recipient);
    decrypter.addIdentity(keys.identity);
    for (const size of [0, 1, 65_536, 65_537, 20_000_000]) {
      const plain = randomBytes(size);
      const ours = await whole(sealed([keys.recipient], pieces(plain, 100_000)));
      expect(plain.equals(await decrypter.decrypt(ours)), String(size)).to.equal(true);
      const theirs = pieces(Buffer.from(await encrypter.encrypt(plain)), 100_000);
      expect(plain.equals(await whole(opened(keys.identity, theirs)))).to.equal(true);
    }
  }).timeout(60_000);

  it("is refused where a byte is changed, missing or added", async () => {
    const { identity, recipient } = keys;
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.nat(),
        fc.constantFrom("flip", "cut", "add"),
        async (size, at, how) => {
          const file = await whole(sealed([recipient], pieces(randomBytes(size), 65_536)));
          const place = at % file.length;
          const flipped = Buffer.from(file);
          flipped[place] = (flipped[place] ?? 0) ^ 1;
          const bytes = {
            flip: flipped,
            cut: file.subarray(0, place),
            add: Buffer.concat([file, Buffer.alloc(1)]),
          }[how];
          const failed: unknown = await whole(opened(identity, pieces(bytes, 65_536))).catch(
            (e: unknown) => e,
          );
          expect(failed).to.be.instanceOf(SealError);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("hands on what failed where the content came from", async () => {
    const lost = new Error("the connection was lost");
    async function* failing(): Content {
      await Promise.resolve();
      throw lost;
    }
    for (const content of [sealed([keys.recipient], failing()), opened(keys.identity, failing())]) {
      expect(await whole(content).catch((error: unknown) => error)).to.equal(lost);
    }
  });

  it("names a key that is none by what was expected, without the key", async () => {
    const { identity, recipient } = keys;
    const changed = `${recipient.slice(0, -1)}${recipient.endsWith("q") ? "p" : "q"}`;
    for (const wrong of ["", "age1x", changed, identity]) {
      const failed: unknown = await whole(sealed([wrong], pieces(Buffer.alloc(1), 1))).catch(
        String,
      );
      expect(failed).to.include("this is not a recipient of age, age1…").and.not.include(identity);
    }
    const failed: unknown = await whole(opened(recipient, pieces(Buffer.alloc(1), 1))).catch(
      String,
    );
    expect(failed).to.include("this is not an identity of age, AGE-SECRET-KEY-1…");
  });
});
