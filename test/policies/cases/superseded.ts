import type { RuleCases } from "../support/cases";
import { declaring } from "../support/declared";

const bucket = declaring("aws:s3/bucket:Bucket");
const role = declaring("aws:iam/role:Role");
const balancer = declaring("cloudflare:index/loadBalancer:LoadBalancer");
const ownZone = { zoneId: "20e02" };
const version = declaring("cloudflare:index/workerVersion:WorkerVersion");

export const supersededCases: readonly RuleCases[] = [
  {
    rule: "type-forbid-superseded",
    stack: "dev",
    compliant: [{ title: "the one that counts", subject: bucket({}) }],
    violating: [
      {
        title: "marked in the SDK",
        subject: declaring("cloudflare:index/record:Record")(ownZone),
        message:
          'type-forbid-superseded: cloudflare:index/record:Record "subject" is of a type that its vendor has replaced (PRC-22). Use the type that its documentation names.',
      },
      {
        title: "rejected by our choice",
        subject: declaring("cloudflare:index/pageRule:PageRule")(ownZone),
        message:
          'type-forbid-superseded: cloudflare:index/pageRule:PageRule "subject" is of a type that its vendor has replaced (PRC-22). Use the type that its documentation names.',
      },
    ],
    notApplicable: [
      { title: "a component", subject: declaring("platform:aws:Cell")({}, { provider: null }) },
    ],
    needs: [],
  },
  {
    rule: "argument-forbid-superseded",
    stack: "dev",
    compliant: [{ title: "none", subject: bucket({ bucket: "b" }) }],
    violating: [
      {
        title: "a bucket's",
        subject: bucket({ acl: "private", versioning: {} }),
        message:
          'argument-forbid-superseded: aws:s3/bucket:Bucket "subject" sets acl, which its vendor has replaced and sets versioning, which its vendor has replaced (PRC-22). Use the resource or argument that its documentation names.',
      },
      {
        title: "a role's",
        subject: role({ managedPolicyArns: ["arn"] }),
        message:
          'argument-forbid-superseded: aws:iam/role:Role "subject" sets managedPolicyArns, which its vendor has replaced (PRC-22). Use the resource or argument that its documentation names.',
      },
    ],
    needs: [],
    awaits: [],
  },
  {
    rule: "enum-require-wire-form",
    stack: "dev",
    compliant: [
      {
        title: "as the service has it",
        subject: balancer({ steeringPolicy: "least_connections" }),
      },
      {
        title: "in a list",
        subject: version({ bindings: [{ type: "plain_text" }, { type: "kv_namespace" }] }),
      },
    ],
    violating: [
      {
        title: "a star",
        subject: version({ bindings: [{ type: "plain*text" }] }),
        message:
          'enum-require-wire-form: cloudflare:index/workerVersion:WorkerVersion "subject" has "plain*text" in bindings.*.type, which the service does not know (PRC-22). Write it in lower case with underscores.',
      },
      {
        title: "a hump",
        subject: balancer({ steeringPolicy: "dynamicLatency" }),
        message:
          'enum-require-wire-form: cloudflare:index/loadBalancer:LoadBalancer "subject" has "dynamicLatency" in steeringPolicy, which the service does not know (PRC-22). Write it in lower case with underscores.',
      },
      {
        title: "no text",
        subject: balancer({ steeringPolicy: 7 }),
        message:
          'enum-require-wire-form: cloudflare:index/loadBalancer:LoadBalancer "subject" has no text in steeringPolicy (PRC-22). Write it in lower case with underscores.',
      },
    ],
    notApplicable: [{ title: "nothing said", subject: balancer({}) }],
    needs: [],
    awaits: ["steeringPolicy"],
  },
];
