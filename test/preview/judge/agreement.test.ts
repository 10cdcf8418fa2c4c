import { join } from "node:path";
import { expect } from "chai";
import { loadPackData } from "../../../policies/pack-data";
import { disagreements } from "../../../preview/judge/agreement";
import { readStackConfig } from "../../../settings/stack-file";
import { fixture, sampleProject, swap } from "../../support/project";

const policies = loadPackData(join(fixture, "policies"), "2026-06-01");

function found(stack: string, root: string): readonly string[] {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  return disagreements(stack, config.value, policies).map(
    ({ file, key, got, expected }) => `${file} ${key} ${got} ${expected}`,
  );
}

describe("who an environment is", () => {
  it("is the same in its settings and in the policies' table, and a pull request has none of its own", () => {
    for (const stack of ["shared", "dev", "staging", "production", "pr-7"]) {
      expect(found(stack, fixture), stack).to.deep.equal([]);
    }
  });

  it("is told once where the two disagree, by what each says", () => {
    const root = sampleProject({
      "Pulumi.staging.yaml": (text) =>
        text
          .replace(/accountId: "\d{12}"/, 'accountId: "123456789012"')
          .replace(/host: .*/, "host: staging.example.org"),
      "Pulumi.production.yaml": swap("host: acme.example", "host: shop.acme.example"),
    });
    const told = found("staging", root);
    expect(told).to.have.length(2);
    expect(told[0]).to.match(
      /^Pulumi\.staging\.yaml platform:host "staging\.example\.org" "staging\.acme/,
    );
    expect(told[1])
      .to.include('platform:aws.accountId "123456789012" "222222222222"')
      .and.include("environments.staging.accounts of policies/environments.yaml");
    expect(found("production", root), "a name below its host is its own").to.deep.equal([]);
  });
});
