import { recordsAt, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { imageRepositoryType } from "../runtime/image-repositories";
import { isManagedByAws } from "./customer-key";

export const imageRepositoryRequireCustomerKey = resourceRule({
  id: "image-repository-require-customer-key",
  severity: "medium",
  title: "Images are encrypted with our own key",
  why: "only its policy can keep others out",
  source: "DAT-7",
  fix: "Set encryptionConfigurations[].kmsKey to the stack's key.",
  waivable: "outside production",
  also: ["CKV_AWS_136"],
  types: [imageRepositoryType],
  check({ props }) {
    return violationOf(
      recordsAt(props, "encryptionConfigurations").flatMap((encryption) => {
        const kind = textAt(encryption, "encryptionType");
        if (kind !== "KMS" && kind !== "KMS_DSSE")
          return [`is encrypted with ${kind}, not our own key`];
        const key = textAt(encryption, "kmsKey");
        return isManagedByAws(key) ? [`is encrypted with ${key}, not our own key`] : [];
      }),
    );
  },
});
