import type { ResourceModel, ResourceModels } from "../model";
import { arn, nameOf } from "./arn";
import { uuid } from "./uuid";

/** A setting of a vault is identified by the vault's name. */
const setting: ResourceModel = (request) => {
  const vault = String(request.inputs.backupVaultName);
  return {
    id: vault,
    outputs: { backupVaultArn: arn(request, "backup", `backup-vault:${vault}`) },
  };
};

export const resourceModels: ResourceModels = {
  "aws:backup/plan:Plan": (request) => {
    const id = uuid(request.hex(32));
    return {
      id,
      outputs: {
        arn: arn(request, "backup", `backup-plan:${id}`),
        name: nameOf(request),
        version: request.hex(48, "version"),
      },
    };
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": (request) => {
    const name = nameOf(request);
    const id = uuid(request.hex(32));
    return {
      id: name,
      outputs: { arn: arn(request, "backup", `restore-testing-plan:${name}-${id}`), name },
    };
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": (request) => {
    const name = nameOf(request);
    return { id: `${name}:${String(request.inputs.restoreTestingPlanName)}`, outputs: { name } };
  },
  "aws:backup/selection:Selection": (request) => ({ id: uuid(request.hex(32)) }),
  "aws:backup/vault:Vault": (request) => {
    const name = nameOf(request);
    return {
      id: name,
      outputs: { arn: arn(request, "backup", `backup-vault:${name}`), name, recoveryPoints: 0 },
    };
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": setting,
  "aws:backup/vaultNotifications:VaultNotifications": setting,
  "aws:backup/vaultPolicy:VaultPolicy": setting,
};
