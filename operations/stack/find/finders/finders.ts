import type { Finder, Finders } from "../finder";
import { awsFinders } from "./aws";
import { cloudflareFinders } from "./cloudflare";
import { githubFinders } from "./github";
import { neonFinders } from "./neon";

const inState: Finder = {
  kind: "repeatable",
  because: "it is a value in the state, which nothing had read yet",
};

/** How each resource type that the program uses is found again. */
export const finders: Finders = {
  ...awsFinders,
  ...cloudflareFinders,
  ...githubFinders,
  ...neonFinders,
  "pulumi:index:Stash": { kind: "repeatable", because: "it is a value in the state" },
  "random:index/randomPassword:RandomPassword": inState,
  "tls:index/certRequest:CertRequest": inState,
  "tls:index/locallySignedCert:LocallySignedCert": inState,
  "tls:index/privateKey:PrivateKey": inState,
  "tls:index/selfSignedCert:SelfSignedCert": inState,
};
