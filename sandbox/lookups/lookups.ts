import * as aws from "./aws";
import * as cloudflare from "./cloudflare";
import * as github from "./github";
import type { Lookups } from "./lookup";
import * as neon from "./neon";

/** Provider functions that list what is there, over the store of the emulated clouds. */
export const lookups: Lookups = {
  ...aws.lookups,
  ...cloudflare.lookups,
  ...github.lookups,
  ...neon.lookups,
};
