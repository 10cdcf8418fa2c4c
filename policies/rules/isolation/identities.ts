import { valuesAt } from "../../cards/inputs";
import { oncePerText } from "../../once";
import { isText, recordsIn, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { ownPaths } from "../hygiene/reference-require-own";
import { bucketTypes } from "../backup/buckets";
import { neonInside, neonProject } from "../backup/neon";
import { variablesOf } from "../monitoring/variables";

/** Hears what a resource is, is in, or holds, and which of its kind: to compare, never to print. */
export type Tell = (what: string, which: string) => void;

type Teller = (resource: PolicyResource, tell: Tell) => void;

export const aSecret = "a secret's value";

/** The property by which a type says which of a kind it is, or is in. */
const kinds: Readonly<Record<string, readonly [what: string, path: string]>> = {
  ...Object.fromEntries(bucketTypes.map((type) => [type, ["a bucket", "bucket"]])),
  "cloudflare:index/r2Bucket:R2Bucket": ["a bucket", "name"],
  [neonProject]: ["a Neon project", "name"],
  ...Object.fromEntries(neonInside.map((type) => [type, ["a Neon project", "projectId"]])),
  "pulumi:providers:cloudflare": ["a Cloudflare token", "apiToken"],
};

/** Where a secret's value stands, by type. */
const secrets: Readonly<Record<string, (resource: PolicyResource) => readonly unknown[]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ({ props }) => [
    props.secretString,
    props.secretStringWo,
    props.secretBinary,
  ],
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": ({ props }) => [
    valueAt(props, "origin.password"),
  ],
  "cloudflare:index/workerVersion:WorkerVersion": ({ props }) =>
    recordsIn(props, "bindings")
      .filter(({ type }) => type === "secret_text")
      .map(({ text }) => text),
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ({ props }) => [props.value],
};

/** Ids that vendors give, by which a text names one thing wherever it stands; Neon's own end in no date. */
const ids: readonly (readonly [what: string, form: RegExp])[] = [
  ["a KMS key", /\barn:[^:]+:kms:[^:]*:\d{12}:key\/[\w-]+|\bmrk-[0-9a-f]{32}\b/gi],
  [
    "a Neon project",
    /\b(?:ep|br)-[a-z]+-[a-z]+-[a-z0-9]{6,}\b|(?<![\w-])[a-z]+-[a-z]+-(?!20\d\d[01]\d[0-3]\d\b)\d{6,9}(?![\w-])/gi,
  ],
];

/** An id by Cloudflare; names of one's own may be another's, too. */
const givenId = /^[0-9a-f]{32}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What tells them, each by itself: what one of them can't read, the others may. */
const tellers: readonly Teller[] = [
  ({ type, props }, tell) => {
    const [what, path] = kinds[type] ?? [];
    // What leaves its name out is named by Pulumi, and unique.
    const name = path === undefined ? undefined : valueAt(props, path);
    if (what !== undefined && isText(name)) tell(what, name);
  },
  ({ type, props }, tell) => {
    const own = (ownPaths[type] ?? []).flatMap((path) => valuesAt(props, path));
    for (const id of own) if (isText(id) && givenId.test(id)) tell("a resource", id);
  },
  (resource, tell) => {
    const values = (secrets[resource.type]?.(resource) ?? []).filter(isText);
    for (const part of values.flatMap(partsOf)) tell(aSecret, part);
  },
  (resource, tell) => {
    for (const [variable, value] of variablesOf(resource)) {
      if (/AUDIENCE$/i.test(variable) && isText(value)) tell("a login", value);
    }
  },
];

/**
 * Tells all that can be read; gives back why the rest can't.
 *
 * @param texts - all that stand in the resource.
 */
export function tellIdentities(
  resource: PolicyResource,
  texts: readonly string[],
  tell: Tell,
): Error | undefined {
  let unread: Error | undefined;
  for (const teller of tellers) {
    try {
      teller(resource, tell);
    } catch (error) {
      unread ??= error instanceof Error ? error : new Error(String(error));
    }
  }
  for (const [what, which] of texts.flatMap(idsIn)) tell(what, which);
  return unread;
}

const idsIn = oncePerText((text) =>
  text.length < 12 || !text.includes("-")
    ? []
    : ids.flatMap(([what, form]) =>
        (text.match(form) ?? []).map((which) => [what, which.toLowerCase()] as const),
      ),
);

/** What in a text may be a secret: all of it, a password in a URL, and what is long and no certificate. */
export const partsOf = oncePerText((text) => {
  const open = text.includes("-----BEGIN CERTIFICATE-----")
    ? text.replaceAll(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs, "").trim()
    : text;
  const passwords = open.includes("@")
    ? [...open.matchAll(/:\/\/[^\s:/@]*:([^\s/@]+)@/g)].map(([, each]) => each)
    : [];
  const words = open.length < 20 ? [] : (open.match(/[A-Za-z0-9]{20,}/g) ?? []);
  const random = words.filter((word) => /\d/.test(word) && /[a-z]/i.test(word));
  return [open, ...passwords, ...random].filter(isText);
});
