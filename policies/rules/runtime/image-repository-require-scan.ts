import { settingRule } from "../../setting-rule";
import { imageRepositoryType } from "./image-repositories";

export const imageRepositoryRequireScan = settingRule({
  id: "image-repository-require-scan",
  severity: "high",
  title: "Images are scanned when they are pushed",
  why: "a known hole is found before it runs",
  source: "QUA-12",
  waivable: "outside production",
  also: ["ECR.1", "CKV_AWS_163"],
  types: [imageRepositoryType],
  path: "imageScanningConfiguration.scanOnPush",
  is: true,
  otherwise: "takes images that nobody scans",
});
