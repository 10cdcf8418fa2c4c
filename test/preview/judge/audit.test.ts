import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { auditStates } from "../../../preview/judge/audit";
import { UsageError } from "../../../settings/usage-error";
import { sampleData } from "../../policies/support/sample-data";
import { folderForEach } from "../../support/temporary-folder";

describe("an audit of exported states", () => {
  let folder: string;
  folderForEach((made) => (folder = made));

  const exported = (stack: string): string => {
    const type = "pulumi:pulumi:Stack";
    const resources = [{ urn: `urn:pulumi:${stack}::platform::${type}::platform-${stack}`, type }];
    const path = join(folder, `${stack}.json`);
    writeFileSync(
      path,
      JSON.stringify({ deployment: { resources: stack === "" ? [] : resources } }),
    );
    return path;
  };
  const audited = (states: readonly string[], ...stacks: readonly string[]) =>
    auditStates({ states: states.map(exported), stacks }, sampleData()).stacks.map(
      ({ stack }) => stack,
    );

  it("judges every stack in them, or those that are asked for", () => {
    expect(audited(["staging", "production"])).to.deep.equal(["staging", "production"]);
    expect(audited(["staging", "production"], "production")).to.deep.equal(["production"]);
  });

  it("is refused where it would say nothing of a stack, or know two of it", () => {
    for (const [states, asked, said] of [
      [[""], [], /^no resources in /],
      [["production"], ["prod"], /^no resources of prod in .*which hold production$/],
      [["production"], ["production", "stagng"], /^no resources of stagng in /],
      [["dev", "dev"], [], /^the stack "dev" is in the files twice$/],
    ] as const) {
      expect(() => audited(states, ...asked)).to.throw(UsageError, said);
    }
  });
});
