import { join } from "node:path";
import { expect } from "chai";
import { tenancies as known } from "../../blueprint/tenancies";
import { judge } from "../../policies/judge";
import { loadPackData } from "../../policies/pack-data";
import { tenancies } from "../../policies/tenancies";
import { toPolicyStack } from "../../preview/judge/judging";
import { sampleProject } from "../support/project";
import { recordSample } from "../support/sample";

const environments = ["dev", "staging", "production"] as const;
const one = (text: string): string => text.replaceAll(/c10d0{27}\d/g, `c10d${"0".repeat(27)}1`);
const waiverOf = (stack: string): string =>
  [
    "  - rule: tenant-isolate",
    `    resource: urn:pulumi:${stack}::platform::pulumi:providers:cloudflare::cloudflare`,
    "    owner: operations@acme.example",
    "    reason: one contract",
    "    expires: 2027-03-31",
    "",
  ].join("\n");

/** What is said of a team with one Cloudflare account for all, but for what complies. */
async function said(waived: readonly string[], today: string): Promise<readonly string[]> {
  const root = sampleProject({
    "Pulumi.dev.yaml": one,
    "Pulumi.staging.yaml": one,
    "policies/environments.yaml": one,
    "policies/waivers.yaml": `waivers:\n${waived.map(waiverOf).join("")}`,
  });
  const stacks = [];
  for (const stack of environments) stacks.push(toPolicyStack(await recordSample(stack, { root })));
  return judge(stacks, loadPackData(join(root, "policies"), today)).stacks.flatMap(
    ({ stack, verdicts }) =>
      verdicts
        .filter(({ status }) => status === "violated" || status === "waived")
        .map(({ rule, status, message }) => `${stack} ${rule} ${status}: ${message}`),
  );
}

describe("what an environment is alone in", () => {
  it("is the same list to the program and to the policies that judge it", () => {
    const named = known.filter(({ said: where }) => where !== undefined);
    expect(tenancies.map(({ what, shared }) => `${what} ${shared}`)).to.deep.equal(
      named.map(({ what, shared }) => `${what.replace(/^an? /, "")} ${shared}`),
    );
  });

  it("stops a team with one Cloudflare account for all, in each stack", async () => {
    const objections = await said([], "2026-11-21");
    expect(objections.map((text) => text.split(":")[0])).to.deep.equal(
      environments.map((stack) => `${stack} tenant-isolate violated`),
    );
  });

  it("lets it go on under a waiver, which says what a token of one does to the others", async () => {
    const [dev = "", ...others] = await said(environments, "2026-11-21");
    expect(others).to.have.length(2);
    expect(dev).to.contain("dev tenant-isolate waived: ");
    expect(dev).to.contain("with production and staging: a token that edits Workers, R2");
    expect(dev).to.contain("Waived until 2027-03-31 by operations@acme.example: one contract");
  });

  it("stops it again on the day after", async () => {
    const objections = await said(environments, "2027-04-01");
    expect(objections.filter((text) => text.includes("tenant-isolate violated"))).to.have.length(3);
  });
});
