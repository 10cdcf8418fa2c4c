import type { PackEntry } from "../pack-entry";
import { workerTrafficRequireTotal } from "../rules/edge/worker-traffic-require-total";
import { workerTrafficRequireCanary } from "../rules/edge/worker-traffic-require-canary";
import { workerVersionForbidDeploy } from "../rules/edge/worker-version-forbid-deploy";
import { workerForbidPublicSubdomain } from "../rules/edge/worker-forbid-public-subdomain";
import { r2ForbidManagedDomain } from "../rules/edge/r2-forbid-managed-domain";

/** What Cloudflare serves. */
export const edgeRules: readonly PackEntry[] = [
  {
    id: "worker-traffic-require-total",
    level: "mandatory",
    severity: "high",
    title: "A Worker serves one or two versions and all of its traffic",
    why: "Cloudflare refuses anything else",
    source: "ADR-015",
    fix: "Make versions[].percentage sum up to 100.",
    waivable: "never",
    rule: workerTrafficRequireTotal,
  },
  {
    id: "worker-traffic-require-canary",
    level: "mandatory",
    severity: "high",
    title: "A new version of a Worker starts with at most 10 % in production",
    why: "visitors meet a new version a few at a time",
    source: "ADR-015",
    fix: "Set the new version's percentage to 10 or less.",
    waivable: "everywhere",
    rule: workerTrafficRequireCanary,
  },
  {
    id: "worker-version-forbid-deploy",
    level: "mandatory",
    severity: "high",
    title: "A WorkerVersion does not deploy itself",
    why: "traffic would move past the percentages",
    source: "ADR-015",
    fix: "Leave deploy out.",
    waivable: "outside production",
    rule: workerVersionForbidDeploy,
  },
  {
    id: "worker-forbid-public-subdomain",
    level: "mandatory",
    severity: "high",
    title: "A Worker of staging or production answers under its own hosts only",
    why: "workers.dev and preview URLs stand outside Access and rate limits",
    source: "ADR-005",
    fix: "Set subdomain.enabled and subdomain.previewsEnabled to false.",
    waivable: "outside production",
    rule: workerForbidPublicSubdomain,
  },
  {
    id: "r2-forbid-managed-domain",
    level: "mandatory",
    severity: "critical",
    title: "No bucket of staging or production is public under r2.dev",
    why: "files are served through the environment's own hosts",
    source: "ADR-005",
    fix: "Set enabled to false.",
    waivable: "outside production",
    rule: r2ForbidManagedDomain,
  },
];
