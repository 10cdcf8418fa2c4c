import { aws } from "./aws";
import { cloudflare } from "./cloudflare";
import { github } from "./github";
import { neon } from "./neon";
import { random } from "./random";
import { tls } from "./tls";

/**
 * Inputs by which a service tells a resource from another: another value is another resource, so the engine creates a new
 * one and deletes the old. Each package's file says at which source it was read; every type that the program declares has
 * its row, also where that is empty; places and revisions stand in identity.ts. Those that replace under a condition only are left out, and a preview has no provider to
 * ask, so its reports say "may be replaced".
 */
export const replacingInputs: Readonly<Record<string, readonly string[]>> = {
  ...aws,
  ...cloudflare,
  ...github,
  ...neon,
  ...random,
  ...tls,
};

/** Versions of the SDKs for which the tables were read; another one may replace by other inputs. */
export const readFor: Readonly<Record<string, string>> = {
  "@pulumi/aws": "7.48.0",
  "@pulumi/cloudflare": "6.22.1",
  "@pulumi/github": "6.15.0",
  "@pulumi/random": "4.21.2",
  "@pulumi/tls": "5.6.1",
};
