import { createHash } from "node:crypto";
import { isText, recordsIn, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { isolate } from "./shared-identity";

/** Where a secret's value stands, by type. */
const values: Readonly<Record<string, (resource: PolicyResource) => readonly unknown[]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ({ props }) => [
    props.secretString,
    props.secretStringWo,
    props.secretBinary,
  ],
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": ({ props }) => [
    valueAt(props, "origin.password"),
  ],
  "cloudflare:index/workerVersion:WorkerVersion": secretTexts,
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ({ props }) => [props.value],
};

export const secretIsolate = isolate({
  id: "secret-isolate",
  severity: "critical",
  title: "No two environments hold the same secret",
  why: "a secret that leaks in development must open nothing in production",
  source: "ISO-5",
  fix: "Generate the secret per environment.",
  waivable: "never",
  what: "a secret's value",
  types: Object.keys(values),
  identitiesOf: (resource) =>
    (values[resource.type]?.(resource) ?? []).filter(isText).map(fingerprint),
});

function secretTexts({ props }: PolicyResource): readonly unknown[] {
  return recordsIn(props, "bindings")
    .filter((binding) => binding.type === "secret_text")
    .map((binding) => binding.text);
}

function fingerprint(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
