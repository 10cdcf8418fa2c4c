import { eachText } from "../../texts";
import { isolate } from "./shared-identity";

const keyArn = /^arn:[^:]+:kms:[^:]*:\d{12}:key\/[\w-]+$/;

/** Whatever uses a key names it: the key of another environment shows wherever it is used. */
export const keyIsolate = isolate({
  id: "key-isolate",
  severity: "critical",
  title: "No two environments use one KMS key",
  why: "whoever may decrypt in one could read the other",
  source: "ISO-5",
  fix: "Use the environment's own key.",
  waivable: "never",
  what: "a KMS key",
  types: "all",
  identitiesOf: ({ props }) => {
    const keys = new Set<string>();
    eachText(props, (text) => {
      if (keyArn.test(text)) keys.add(text);
    });
    return [...keys];
  },
});
