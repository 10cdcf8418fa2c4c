import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

/** Where a secret is meant to stand, because its vendor shows it to nobody. */
const meant: Readonly<Record<string, readonly string[]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretString", "secretStringWo"],
  ...Object.fromEntries(
    ["", "Hostname"].map((of) => [
      `cloudflare:index/authenticatedOriginPulls${of}Certificate:AuthenticatedOriginPulls${of}Certificate`,
      ["privateKey"],
    ]),
  ),
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": ["origin.password"],
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ["value"],
  // It names the secret.
  "random:index/randomPassword:RandomPassword": ["keepers.secret"],
  "tls:index/certRequest:CertRequest": ["privateKeyPem"],
  "tls:index/locallySignedCert:LocallySignedCert": ["caPrivateKeyPem"],
  "tls:index/selfSignedCert:SelfSignedCert": ["privateKeyPem"],
};

export const textForbidSecret = resourceRule({
  id: "text-forbid-secret",
  severity: "critical",
  title: "No secret stands in the open: in a variable, URL, command, label, document or name",
  why: "whoever may look at a resource, its state or its logs reads it",
  source: "SEC-1",
  fix: "Keep it in Secrets Manager, a SecureString, a secret_text or a GitHub secret, and refer to it.",
  waivable: "never",
  also: "CKV_AWS_45, CKV_GIT_4, ECS.8, SSM.2",
  types: "all",
  check({ type, props }) {
    return violationOf(
      literalSecrets(props, meant[type] ?? []).map(
        (path) => `holds a secret as plain text in ${path}`,
      ),
    );
  },
});
