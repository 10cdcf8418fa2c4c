import type { Finders } from "../finder";
import { awsFinders } from "./aws";
import { cloudflareFinders } from "./cloudflare";
import { githubFinders } from "./github";
import { neonFinders } from "./neon";

/** How each resource type that the program uses is found again. */
export const finders: Finders = {
  ...awsFinders,
  ...cloudflareFinders,
  ...githubFinders,
  ...neonFinders,
  "pulumi:index:Stash": { kind: "repeatable", because: "it is a value in the state" },
  "random:index/randomPassword:RandomPassword": {
    kind: "repeatable",
    because: "it is a value in the state, which nothing had read yet",
  },
};
