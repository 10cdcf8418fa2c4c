import { isText } from "../../read";
import { isolate } from "./shared-identity";

const provider = "pulumi:providers:cloudflare";

export const tokenIsolate = isolate({
  id: "token-isolate",
  severity: "critical",
  title: "No two environments share a Cloudflare token",
  why: "whoever reads it in one environment acts in the other",
  source: "ISO-5",
  fix: "Make a token per environment.",
  waivable: "never",
  what: "a Cloudflare token",
  types: [provider],
  identitiesOf: ({ props }) => [props.apiToken, props.apiKey].filter(isText),
});
