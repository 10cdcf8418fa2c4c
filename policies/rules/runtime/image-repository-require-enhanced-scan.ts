import { textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { regionOf } from "../backup/vaults";
import { imageRepositoryType } from "./image-repositories";

const scanningType = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";

/** One setting holds for a registry, which is an account's in one region. */
export const imageRepositoryRequireEnhancedScan = stackRule({
  types: [imageRepositoryType],
  tiers: ["production", "shared"],
  check(repository, _scope, stack) {
    const region = regionOf(repository);
    const scans = stack.ofType(scanningType).filter((scan) => regionOf(scan) === region);
    return scans.some(({ props }) => textAt(props, "scanType") === "ENHANCED")
      ? compliant
      : violation(
          `lies in the registry of ${region ?? "no region"}, which is not scanned ENHANCED`,
        );
  },
});
