import { textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { regionOf } from "../backup/vaults";

const scanningType = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";

/** One setting holds for a registry, which is an account's in one region. */
export const imageRepositoryRequireEnhancedScan = stackRule({
  id: "image-repository-require-enhanced-scan",
  title: "The images that production runs are scanned as holes become known",
  why: "most are found after the push",
  source: "QUA-12",
  fix: "Declare a RegistryScanningConfiguration with scanType ENHANCED in its region.",
  types: ["aws:ecr/repository:Repository"],
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
