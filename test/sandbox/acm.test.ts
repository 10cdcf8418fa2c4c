import { expect } from "chai";
import { resourceModels } from "../../sandbox/aws/acm";
import type { ModelRequest } from "../../sandbox/model";

const request = (
  overrides: Partial<ModelRequest> & Pick<ModelRequest, "inputs">,
): ModelRequest => ({
  type: "aws:acm/certificate:Certificate",
  name: "certificate",
  urn: "urn",
  provider: {},
  accountId: "111111111111",
  region: "eu-west-1",
  generation: 1,
  hex: (length) => "0".repeat(length),
  ...overrides,
});

function challenges(overrides: Parameters<typeof request>[0]): Record<string, string>[] {
  const answer = resourceModels["aws:acm/certificate:Certificate"]?.(request(overrides));
  return answer?.outputs?.domainValidationOptions as Record<string, string>[];
}

describe("the sandbox's ACM", () => {
  const inputs = { domainName: "a.example.ci", subjectAlternativeNames: ["b.example.ci"] };

  it("asks for one proof of each name", () => {
    const names = challenges({ inputs }).map(({ domainName }) => domainName);
    expect(names).to.deep.equal(["a.example.ci", "b.example.ci"]);
  });

  it("asks every certificate of an account for the same proof of a name, in every region", () => {
    const [, first] = challenges({ inputs });
    const [second] = challenges({
      urn: "another",
      region: "eu-central-1",
      inputs: { domainName: "b.example.ci" },
    });
    expect(first).to.deep.equal(second);
  });

  it("asks another account for another", () => {
    const [ours] = challenges({ inputs });
    const [theirs] = challenges({ accountId: "999999999999", inputs });
    expect(ours?.resourceRecordValue).to.not.equal(theirs?.resourceRecordValue);
  });
});
