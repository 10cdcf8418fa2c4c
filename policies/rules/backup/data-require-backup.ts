import { dataKinds, isCache } from "../../ledger/kinds";
import { compliant, notApplicable, stackRule, violation } from "../../rule";

export const dataRequireBackup = stackRule({
  id: "data-require-backup",
  severity: "critical",
  title: "Whatever holds data of production can be brought back",
  why: "what nothing protects is lost with the first mistake",
  source: "BAK-8",
  fix: "Declare what protects it: backups, versions, a replica, a lock or a deletion window (policies/ledger/kinds.ts).",
  waivable: "everywhere",
  types: Object.keys(dataKinds),
  tiers: ["production", "shared"],
  check(resource, { stack: name }, stack) {
    const kind = dataKinds[resource.type];
    if (kind === undefined || isCache(resource)) return notApplicable;
    return kind.protectionsOf(resource, stack).length > 0
      ? compliant
      : violation(`holds data of ${name}, and nothing brings it back`);
  },
});
