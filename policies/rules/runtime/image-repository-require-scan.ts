import { settingRule } from "../../setting-rule";
import { imageRepositoryType } from "./image-repositories";

export const imageRepositoryRequireScan = settingRule({
  types: [imageRepositoryType],
  path: "imageScanningConfiguration.scanOnPush",
  is: true,
  otherwise: "takes images that nobody scans",
});
