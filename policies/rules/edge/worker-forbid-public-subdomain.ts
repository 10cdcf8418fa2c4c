import { valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";

/** Where each type says whether `<worker>.<account>.workers.dev` and the versions' preview URLs answer. */
const switches: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/worker:Worker": ["subdomain.enabled", "subdomain.previewsEnabled"],
  "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain": ["enabled", "previewsEnabled"],
};

export const workerForbidPublicSubdomain = resourceRule({
  id: "worker-forbid-public-subdomain",
  severity: "high",
  title: "A Worker of staging or production answers under its own hosts only",
  why: "workers.dev and preview URLs stand outside Access and rate limits",
  source: "PRC-17",
  fix: "Set subdomain.enabled and subdomain.previewsEnabled to false.",
  waivable: "outside production",
  types: Object.keys(switches),
  tiers: ["staging", "production"],
  check({ type, props }) {
    return violationOf(
      (switches[type] ?? [])
        .filter((path) => valueAt(props, path) !== false)
        .map((path) => `does not set ${path} to false, so that it answers beside its own hosts`),
    );
  },
});
