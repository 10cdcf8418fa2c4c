import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { imageRepositoryType } from "./image-repositories";

export const imageRepositoryRequireScan = resourceRule({
  types: [imageRepositoryType],
  check({ props }) {
    return valueAt(props, "imageScanningConfiguration.scanOnPush") === true
      ? compliant
      : violation("takes images that nobody scans");
  },
});
