import { dataKinds, isCache } from "../../ledger/kinds";
import { compliant, notApplicable, stackRule, violation } from "../../rule";

export const dataRequireBackup = stackRule({
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
