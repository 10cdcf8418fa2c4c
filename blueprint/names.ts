import { createHash } from "node:crypto";

/** What AWS, Cloudflare, Neon and GitHub accept as a name: longest length and allowed characters. */
const rules = {
  access: { max: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  alarm: { max: 255, pattern: /^[\w./ -]+$/ },
  backup: { max: 50, pattern: /^[A-Za-z0-9_-]+$/ },
  budget: { max: 100, pattern: /^[^:\\]+$/ },
  bucket: { max: 63, pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/ },
  chatConfiguration: { max: 128, pattern: /^[\w-]+$/ },
  cluster: { max: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  eventRule: { max: 64, pattern: /^[\w.-]+$/ },
  function: { max: 64, pattern: /^[A-Za-z0-9_-]+$/ },
  githubSecret: { max: 255, pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/ },
  hyperdrive: { max: 63, pattern: /^[a-z0-9][a-z0-9-]*$/ },
  keyAlias: { max: 250, pattern: /^[A-Za-z0-9/_-]+$/ },
  loadBalancer: { max: 32, pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/ },
  logGroup: { max: 512, pattern: /^[\w./#-]+$/ },
  neonProject: { max: 64, pattern: /^[\w .-]+$/ },
  originPool: { max: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  pagesProject: { max: 58, pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/ },
  policy: { max: 128, pattern: /^[\w+=,.@-]+$/ },
  prefixList: { max: 255, pattern: /^[\w ./-]+$/ },
  repository: { max: 256, pattern: /^[a-z0-9][a-z0-9._/-]*$/ },
  restoreTest: { max: 50, pattern: /^\w+$/ },
  role: { max: 64, pattern: /^[\w+=,.@-]+$/ },
  schedule: { max: 64, pattern: /^[\w.-]+$/ },
  secret: { max: 512, pattern: /^[\w/+=.@-]+$/ },
  secretsStore: { max: 255, pattern: /^\w+$/ },
  securityGroup: { max: 255, pattern: /^[\w ._:/()#,@+=&;{}!$*-]+$/ },
  service: { max: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  targetGroup: { max: 32, pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/ },
  topic: { max: 256, pattern: /^[A-Za-z0-9_-]+$/ },
  trustStore: { max: 32, pattern: /^(?:[A-Za-z0-9]+-)*[A-Za-z0-9]+$/ },
  worker: { max: 63, pattern: /^[a-z0-9][a-z0-9-]*$/ },
} as const;

export type NameKind = keyof typeof rules;

/** Last part of the name of the function that sets up a database's roles: a deployment may call it and no other. */
export const databaseRolesFunction = "database-roles";

/** What backs databases up: its image is built, promoted and named in releases as a workload's is. */
export const databaseBackup = "database-backup";

/** Below which the buckets' locks hold everything, and no task but that writes. */
export const databaseBackupsPrefix = "backups/database/";

/** Last part of a topic's name: what wakes somebody, what waits for working hours, what stakeholders hear of. */
export type TopicUse = "critical" | "warning" | "releases";

/** Where the authority lies whose callers a cell's load balancer takes: a deployment may write there and nowhere else. */
export const trustedCallersKey = "callers/authority.pem";

/**
 * The physical name of a resource: its parts joined by `-`. A name longer than the service accepts is cut and ends in
 * six hex digits of its own digest, so that two long names never meet; `-` is `_` where the service takes none.
 *
 * @throws RangeError when the parts hold a character that the service refuses.
 */
export function physicalName(kind: NameKind, ...parts: readonly string[]): string {
  const { max, pattern } = rules[kind];
  const full = parts.join("-");
  const mark = pattern.test("a-a") ? "-" : "_";
  const name =
    full.length <= max ? full : `${beginning(full, max - 7, pattern)}${mark}${digest(full)}`;
  if (!pattern.test(name)) {
    throw new RangeError(`"${name}" is no valid ${kind} name: it must match ${String(pattern)}`);
  }
  return name;
}

/**
 * A pull request's is cut where no digest can be read as another one's number, and any where a mark would stand twice
 * and must not.
 */
function beginning(full: string, length: number, pattern: RegExp): string {
  const cut = full.slice(0, length);
  const own = /(?:^|-)pr-\d/.test(full) ? cut.replace(/-pr-?$/, "-p") : cut;
  return pattern.test("a--a") ? own : own.replace(/-+$/, "");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
