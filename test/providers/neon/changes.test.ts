import { expect } from "chai";
import { inputPaths } from "../../engine/support/neon-input-paths";

/** As Neon's API reference has it: read there, not in the provider's tables. */
const changes: Readonly<Record<string, string>> = {
  Project: `name, historyRetentionSeconds, defaultEndpointSettings.autoscalingLimitMinCu,
    defaultEndpointSettings.autoscalingLimitMaxCu, defaultEndpointSettings.suspendTimeoutSeconds, defaultBranch.name,
    defaultBranch.protected, settings.allowedIps.ips, settings.allowedIps.protectedBranchesOnly,
    settings.quota.activeTimeSeconds, settings.quota.computeTimeSeconds, settings.quota.logicalSizeBytes,
    settings.enableLogicalReplication update; regionId replace; orgId, pgVersion, defaultBranch.databaseName,
    defaultBranch.roleName replace and keep`,
  Branch: `projectId, initSource replace; name, protected, expiresAt update; parentId, parentTimestamp,
    parentLsn replace and keep`,
  AnonymizedBranch:
    "projectId replace; name, expiresAt, maskingRules update; parentId replace and keep",
  Endpoint: `projectId, branchId, type replace; autoscalingLimitMinCu, autoscalingLimitMaxCu,
    suspendTimeoutSeconds update`,
  Role: "projectId, branchId, name replace",
  Database: "projectId, branchId replace; name, ownerName update",
  SnapshotSchedule: "projectId, branchId replace; schedule update",
  ProjectPermission: "projectId, email replace",
  VpcEndpointAssignment: "projectId, vpcEndpointId replace; label update",
  ApiKey: "projectId, name replace",
};

describe("another value of an input of Neon's", () => {
  for (const [type, said] of Object.entries(changes)) {
    it(`of ${type} updates or replaces, and the one left out goes or stays`, () => {
      const paths = inputPaths.filter(({ token }) => token === `neon:index:${type}`);
      const is = paths.map(({ path, field }) => [
        path,
        `${String(field.change)}${field.removal === "kept" ? " and keep" : ""}`,
      ]);
      const expected = said.split(";").flatMap((group) => {
        const [, names = "", change = ""] =
          /^([^]*?) (\w+(?: and keep)?)$/.exec(group.trim()) ?? [];
        return names.split(",").map((name) => [name.trim(), change]);
      });
      expect(is).to.have.deep.members(expected);
    });
  }

  it("is known for every resource", () => {
    const types = new Set(inputPaths.map(({ token }) => token.replace("neon:index:", "")));
    expect(Object.keys(changes)).to.have.members([...types]);
  });
});
