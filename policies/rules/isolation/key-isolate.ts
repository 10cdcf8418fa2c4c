import { eachText } from "../../texts";
import { isolate } from "./shared-identity";

const keyArn = /^arn:[^:]+:kms:[^:]*:\d{12}:key\/[\w-]+$/;

/** Whatever uses a key names it: the key of another environment shows wherever it is used. */
export const keyIsolate = isolate("a KMS key", "all", ({ props }) => {
  const keys = new Set<string>();
  eachText(props, (text) => {
    if (keyArn.test(text)) keys.add(text);
  });
  return [...keys];
});
