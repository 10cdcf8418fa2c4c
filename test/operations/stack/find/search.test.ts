import { fail } from "node:assert";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import type { Choices } from "../../../../operations/stack/find/decide";
import type { Interrupted } from "../../../../operations/stack/find/finder";
import { search } from "../../../../operations/stack/find/search";

const nobody = undefined as unknown as Stack;
const none: Choices = { adopt: new Map(), forget: new Set() };

function interrupted(type: string): Interrupted {
  const urn = `urn:pulumi:dev::platform::${type}::it`;
  return { urn, type, name: "it", inputs: {}, providerUrn: "provider", provider: {} };
}

describe("looking for what an interrupted creation had made", () => {
  const openProviders = () => fail("the providers' secrets were revealed");

  it("reveals no secret of a provider where none has to be asked", async () => {
    const repeatable = interrupted("aws:acm/certificateValidation:CertificateValidation");
    const findings = await search(nobody, [repeatable], openProviders, none, 0);
    expect(findings.sightings).to.deep.equal([]);
  });

  it("asks the providers for what has a name", async () => {
    const named = { ...interrupted("aws:s3/bucket:Bucket"), inputs: { bucket: "files" } };
    let thrown: unknown;
    await search(nobody, [named], openProviders, none, 0).catch((error: unknown) => {
      thrown = error;
    });
    expect(String(thrown)).to.include("secrets were revealed");
  });
});
