import { expect } from "chai";
import { untilPresented, type Upload } from "../../../components/cell/until-presented";

const start = Date.parse("2026-06-01T00:00:00Z");
const at = (seconds: number) => new Date(start + 1_000 * seconds).toISOString();

/** How many seconds it waits while Cloudflare says one thing after the other, the last for good. */
async function waits(first: Upload, ...later: readonly Upload[]): Promise<number> {
  let now = start;
  const left = [...later];
  let said = first;
  const ask = () => {
    const answer = said;
    said = left.shift() ?? said;
    return Promise.resolve(answer);
  };
  await untilPresented("the certificate", ask, {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  });
  return (now - start) / 1_000;
}

describe("a certificate that Cloudflare is to present", () => {
  it("is waited for not at all once it is in use", async () => {
    expect(await waits({ status: "active", uploadedOn: at(-3_600) })).to.equal(0);
  });

  it("is waited for until it is active, and every data centre had a minute to hear of it", async () => {
    const uploadedOn = at(-1);
    const pending = { status: "pending_deployment", uploadedOn };
    expect(await waits(pending, pending, { status: "active", uploadedOn })).to.equal(59);
    expect(
      await waits(
        { status: "pending_deployment", uploadedOn: at(-600) },
        { status: "active", uploadedOn: at(-600) },
      ),
    ).to.equal(5);
  });

  it("stops an `up` that would wait for ever, and says what stays as it is", async () => {
    const failure = await waits({ status: "pending_deployment", uploadedOn: at(0) }).catch(String);
    expect(failure).to.include(
      "the certificate is pending_deployment after ten minutes, and load balancers stay as they are until it is active: run `up` again",
    );
  });
});
