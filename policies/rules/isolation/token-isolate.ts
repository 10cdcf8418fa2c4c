import { isText } from "../../read";
import { isolate } from "./shared-identity";

const provider = "pulumi:providers:cloudflare";

/** Account and zone are one for all environments, so the token alone keeps them apart. */
export const tokenIsolate = isolate("a Cloudflare token", [provider], ({ props }) =>
  [props.apiToken, props.apiKey].filter(isText),
);
