import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const deployment = (...shares: readonly unknown[]): Declared => ({
  type: "cloudflare:index/workersDeployment:WorkersDeployment",
  name: "accounts",
  props: {
    scriptName: "acme-production-accounts",
    strategy: "percentage",
    versions: shares.map((percentage, index) => ({ versionId: `v${String(index)}`, percentage })),
  },
});

const version = (props: Declared["props"]): Declared => ({
  type: "cloudflare:index/workerVersion:WorkerVersion",
  name: "version",
  props: { workerId: "w1", ...props },
});

const worker = (subdomain: unknown): Declared => ({
  type: "cloudflare:index/worker:Worker",
  name: "worker",
  props: { name: "acme-production-accounts", subdomain },
});

const managedDomain = (enabled: unknown): Declared => ({
  type: "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
  name: "public",
  props: { bucketName: "acme-production-documents", enabled },
});

export const edgeCases: readonly RuleCases[] = [
  {
    rule: "worker-traffic-require-total",
    stack: "dev",
    compliant: [
      { title: "everything on one version", subject: deployment(100) },
      { title: "95 and 5", subject: deployment(95, 5) },
    ],
    violating: [
      {
        title: "95 and 10",
        subject: deployment(95, 10),
        message:
          'worker-traffic-require-total: cloudflare:index/workersDeployment:WorkersDeployment "accounts" gives out 105 % of the traffic, not 100 (PRC-19). Make versions[].percentage sum up to 100.',
      },
      {
        title: "three versions",
        subject: deployment(90, 5, 5),
        message:
          'worker-traffic-require-total: cloudflare:index/workersDeployment:WorkersDeployment "accounts" serves 3 versions, not one or two (PRC-19). Make versions[].percentage sum up to 100.',
      },
    ],
    needs: ["versions", "versions.0.percentage"],
  },
  {
    rule: "worker-traffic-require-canary",
    stack: "production",
    compliant: [
      { title: "5 % on the new version", subject: deployment(95, 5) },
      { title: "10 % on the new version", subject: deployment(90, 10) },
      { title: "everything on one version", subject: deployment(100) },
      { title: "everything on the new version", subject: deployment(0, 100) },
    ],
    violating: [
      {
        title: "half on the new version",
        subject: deployment(50, 50),
        message:
          'worker-traffic-require-canary: cloudflare:index/workersDeployment:WorkersDeployment "accounts" gives the new version 50 % of the traffic; production starts with at most 10 (REL-6). Set versions[1].percentage to 10 or less, the serving version first.',
      },
      {
        title: "a script, which is uploaded and served at once",
        subject: { ...version({}), type: "cloudflare:index/workersScript:WorkersScript" },
        message: `worker-traffic-require-canary: cloudflare:index/workersScript:WorkersScript "version" gives the new version all of the traffic at once (REL-6). Use a WorkerVersion and a WorkersDeployment.`,
      },
      {
        title: "the new version first",
        subject: deployment(5, 95),
        message:
          'worker-traffic-require-canary: cloudflare:index/workersDeployment:WorkersDeployment "accounts" gives the new version 95 % of the traffic; production starts with at most 10 (REL-6). Set versions[1].percentage to 10 or less, the serving version first.',
      },
    ],
    notApplicable: [
      { title: "staging", stack: "staging", subject: deployment(50, 50) },
      {
        title: "staging: a script",
        stack: "staging",
        subject: { ...version({}), type: "cloudflare:index/workersScript:WorkersScript" },
      },
    ],
    needs: ["versions", "versions.1.percentage"],
  },
  {
    rule: "worker-version-forbid-deploy",
    stack: "dev",
    compliant: [
      { title: "deploy is off", subject: version({ deploy: false }) },
      { title: "deploy is left out", subject: version({}) },
    ],
    violating: [
      {
        title: "deploy is on",
        subject: version({ deploy: true }),
        message:
          'worker-version-forbid-deploy: cloudflare:index/workerVersion:WorkerVersion "version" deploys itself, past the WorkersDeployment that shares out the traffic (PRC-19). Leave deploy out.',
      },
      {
        title: "deploy is a text",
        subject: version({ deploy: "no" }),
        message:
          'worker-version-forbid-deploy: cloudflare:index/workerVersion:WorkerVersion "version" deploys itself, past the WorkersDeployment that shares out the traffic (PRC-19). Leave deploy out.',
      },
    ],
    needs: [],
    awaits: ["deploy"],
  },
  {
    rule: "worker-forbid-public-subdomain",
    stack: "production",
    compliant: [
      { title: "both are off", subject: worker({ enabled: false, previewsEnabled: false }) },
      {
        title: "both are off for a script",
        subject: {
          type: "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain",
          name: "subdomain",
          props: { enabled: false, previewsEnabled: false },
        },
      },
    ],
    violating: [
      {
        title: "workers.dev answers",
        subject: worker({ enabled: true, previewsEnabled: false }),
        message:
          'worker-forbid-public-subdomain: cloudflare:index/worker:Worker "worker" does not set subdomain.enabled to false, so that it answers beside its own hosts (PRC-17). Set subdomain.enabled and subdomain.previewsEnabled to false.',
      },
      {
        title: "nothing is said",
        subject: worker(undefined),
        message:
          'worker-forbid-public-subdomain: cloudflare:index/worker:Worker "worker" does not set subdomain.enabled to false, so that it answers beside its own hosts and does not set subdomain.previewsEnabled to false, so that it answers beside its own hosts (PRC-17). Set subdomain.enabled and subdomain.previewsEnabled to false.',
      },
      {
        title: "staging: previews answer for a script",
        stack: "staging",
        subject: {
          type: "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain",
          name: "subdomain",
          props: { enabled: false, previewsEnabled: true },
        },
        message:
          'worker-forbid-public-subdomain: cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain "subdomain" does not set previewsEnabled to false, so that it answers beside its own hosts (PRC-17). Set subdomain.enabled and subdomain.previewsEnabled to false.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: worker({ enabled: true }) }],
    needs: ["subdomain", "subdomain.enabled", "subdomain.previewsEnabled"],
  },
  {
    rule: "r2-forbid-managed-domain",
    stack: "production",
    compliant: [{ title: "off", subject: managedDomain(false) }],
    violating: [
      {
        title: "on",
        subject: managedDomain(true),
        message:
          'r2-forbid-managed-domain: cloudflare:index/r2ManagedDomain:R2ManagedDomain "public" opens the bucket to everyone under r2.dev (PRC-17). Set enabled to false.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: managedDomain(true) }],
    needs: ["enabled"],
  },
];
