import { randomBytes } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { newIdentity, recipientKey, rawPublicKey } from "../../database/seal/keys";
import { type Content, opened, sealed } from "../../database/seal/seal";
import { SealError } from "../../database/seal/seal-error";
import { whole } from "../../database/store/backup-store";

/** Written by age-encryption 0.3.1, age's own in JavaScript, for this identity and another one: the byte 5e. */
const fromAge = {
  identity: "AGE-SECRET-KEY-1JXJSGY6Y2SPTFNR5HNEGLC0MEZCWV5WTR0Z390QDATR2L0UPFYMSCJJ2CF",
  file: "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBBU25sSHltV3lMd05uZUU3VVlFVXcwbHhFejNEV3RZL3N2aWFGL0JkSkJrCmN5RlBsU1EzQjkxekQ4MXZDcXBpcHVIM3NNUUp6bllFODdOajRXVXlGU0EKLT4gWDI1NTE5IFRjbGRYQnpQNkxuSjA1WlZlVnUzblZtNFcrN0NuMjVHRTJ1OUFydHRlaVkKN2tuRW1FRFBRa0VKUVFQSEtaNm83NTVNRld3V1l3ak04c2pZS0ZDR0lubwotLS0gdGkxNTlQeTVhYklhNFhNRU5hejJ6V1JROFpERTRvY2N0eng3WWZnOVB3UQpys7ms5z+6qpjDPxg28tO/fVV8c2Ece8kSs3RD+eyvdEs=",
};

async function* pieces(bytes: Buffer, size: number): Content {
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(bytes.subarray(from, from + size));
  }
}

const sizes = fc.constantFrom(0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_000);

describe("a seal", () => {
  it("opens what age has sealed", async () => {
    const file = Buffer.from(fromAge.file, "base64");
    expect((await whole(opened(fromAge.identity, pieces(file, 7)))).toString("hex")).to.equal("5e");
  });

  it("gives back to each recipient what was sealed, in whatever pieces it comes", async () => {
    const [one, two] = [newIdentity(), newIdentity()];
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

  it("is refused where a byte is changed, missing or added", async () => {
    const { identity, recipient } = newIdentity();
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

  it("names a key that is none by what was expected, without the key", () => {
    const { identity, recipient } = newIdentity();
    expect(rawPublicKey(recipientKey(recipient)).length).to.equal(32);
    for (const wrong of [
      "",
      "age1x",
      `${recipient.slice(0, -1)}${recipient.endsWith("q") ? "p" : "q"}`,
      identity,
    ]) {
      expect(() => recipientKey(wrong)).to.throw("this is not a recipient of age, age1…");
    }
    expect(() => recipientKey(identity)).not.to.throw(identity);
  });
});
