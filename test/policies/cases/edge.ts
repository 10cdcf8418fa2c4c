import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const deployment = (...shares: readonly unknown[]): Declared => ({
  type: "cloudflare:index/workersDeployment:WorkersDeployment",
  name: "accounts",
  props: {
    scriptName: "acme-production-accounts",
    strategy: "percentage",
    versions: shares.map((percentage, index) => ({ versionId: `v${String(index)}`, percentage })),
  },
});

/** The same, where the stack declares one version. */
const declared = (...shares: readonly number[]) => ({
  subject: { ...deployment(...shares), from: { versions: ["version"] } },
  around: [declaring("cloudflare:index/workerVersion:WorkerVersion")({}, { name: "version" })],
});

export const edgeCases: readonly RuleCases[] = [
  {
    rule: "worker-traffic-require-total",
    stack: "dev",
    compliant: [
      { title: "everything on the stable version", subject: deployment(100) },
      { title: "95 and 5 on its own", ...declared(95, 5) },
    ],
    violating: [
      {
        title: "95 and 10",
        ...declared(95, 10),
        message:
          'worker-traffic-require-total: cloudflare:index/workersDeployment:WorkersDeployment "accounts" gives out 105 % of the traffic, not 100 (PRC-19). Make versions[].percentage sum up to 100 over what the stack declares or releases/ calls stable.',
      },
      {
        title: "a version that nobody declares",
        subject: deployment(50, 50),
        message: `worker-traffic-require-total: cloudflare:index/workersDeployment:WorkersDeployment "accounts" serves v1, of which the stack declares 0 (PRC-19). Make versions[].percentage sum up to 100 over what the stack declares or releases/ calls stable.`,
      },
      {
        title: "three versions",
        ...declared(90, 5, 5),
        message:
          'worker-traffic-require-total: cloudflare:index/workersDeployment:WorkersDeployment "accounts" serves 3 versions, not one or two and serves v1 and v2, of which the stack declares 1 (PRC-19). Make versions[].percentage sum up to 100 over what the stack declares or releases/ calls stable.',
      },
    ],
    needs: ["versions", "versions.0.percentage", "versions.0.versionId"],
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
        title: "the new version first",
        subject: deployment(5, 95),
        message:
          'worker-traffic-require-canary: cloudflare:index/workersDeployment:WorkersDeployment "accounts" gives the new version 95 % of the traffic; production starts with at most 10 (REL-6). Set versions[1].percentage to 10 or less, the serving version first.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: deployment(50, 50) }],
    needs: ["versions", "versions.1.percentage"],
  },
];
