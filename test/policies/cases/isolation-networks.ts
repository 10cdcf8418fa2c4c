import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const vpc = declaring("aws:ec2/vpc:Vpc");

const secret = declaring("aws:secretsmanager/secretVersion:SecretVersion");
const version = (name: string, text: string): Declared =>
  declaring("cloudflare:index/workerVersion:WorkerVersion")({
    bindings: [{ name, type: "plain_text", text }],
  });
const noPayments = { payments: [] };

export const networksCases: readonly RuleCases[] = [
  {
    rule: "vpc-isolate",
    stack: "production",
    compliant: [
      { title: "its own range", subject: vpc({ cidrBlock: "10.30.0.0/16" }) },
      { title: "a part of it", subject: vpc({ cidrBlock: "10.31.128.0/17" }) },
      { title: "a pull request's", stack: "pr-7", subject: vpc({ cidrBlock: "10.135.0.0/16" }) },
    ],
    violating: [
      {
        title: "staging's range",
        subject: vpc({ cidrBlock: "10.20.0.0/16" }),
        message: `vpc-isolate: aws:ec2/vpc:Vpc "subject" has the range 10.20.0.0/16, which is none of production's (ISO-6). Use a part of 10.30.0.0/16 or 10.31.0.0/16, or list the range under networks of production in policies/environments.yaml.`,
      },
      {
        title: "more than its own",
        subject: vpc({ cidrBlock: "10.30.0.0/15" }),
        message: `vpc-isolate: aws:ec2/vpc:Vpc "subject" has the range 10.30.0.0/15, which is none of production's (ISO-6). Use a part of 10.30.0.0/16 or 10.31.0.0/16, or list the range under networks of production in policies/environments.yaml.`,
      },
      {
        title: "what is no range",
        subject: vpc({ cidrBlock: "10.30.0.0/99" }),
        message: `vpc-isolate: the rule could not read aws:ec2/vpc:Vpc "subject": "10.30.0.0/99" is no range of addresses (ISO-6). Use a part of the environment's own networks.`,
      },
    ],
    needs: ["cidrBlock"],
  },
  {
    rule: "payment-forbid-live",
    stack: "staging",
    compliant: [
      { title: "a sandbox's key", subject: secret({ secretString: "sk_test_0123456789" }) },
      { title: "the sandbox", subject: version("STRIPE_MODE", "test") },
      { title: "a text that only ends so", subject: secret({ secretString: "task_live_1" }) },
    ],
    violating: [
      {
        title: "a live key",
        subject: secret({ secretString: "sk_live_0123456789" }),
        message: `payment-forbid-live: aws:secretsmanager/secretVersion:SecretVersion "subject" pays by the live side of Stripe (secretString) (SVC-6). Use the provider's sandbox.`,
      },
      {
        title: "a live key among others",
        subject: secret({ secretString: '{"key":"sk_live_0123456789"}' }),
        message: `payment-forbid-live: aws:secretsmanager/secretVersion:SecretVersion "subject" pays by the live side of Stripe (secretString) (SVC-6). Use the provider's sandbox.`,
      },
      {
        title: "the live side",
        subject: version("STRIPE_ENVIRONMENT", "production"),
        message: `payment-forbid-live: cloudflare:index/workerVersion:WorkerVersion "subject" pays by the live side of Stripe (STRIPE_ENVIRONMENT) (SVC-6). Use the provider's sandbox.`,
      },
      {
        title: "the live side of any",
        subject: version("PAYMENT_MODE", "live"),
        message: `payment-forbid-live: cloudflare:index/workerVersion:WorkerVersion "subject" pays by the live side of Stripe (PAYMENT_MODE) (SVC-6). Use the provider's sandbox.`,
      },
    ],
    notApplicable: [
      {
        title: "production",
        stack: "production",
        subject: secret({ secretString: "sk_live_0123456789" }),
      },
      {
        title: "no provider known",
        subject: secret({ secretString: "sk_live_1" }),
        data: noPayments,
      },
    ],
    needs: [],
    awaits: ["secretString"],
  },
  {
    rule: "payment-forbid-sandbox",
    stack: "production",
    compliant: [{ title: "a live key", subject: secret({ secretString: "sk_live_0123456789" }) }],
    violating: [
      {
        title: "a sandbox's key",
        subject: secret({ secretString: "sk_test_0123456789" }),
        message: `payment-forbid-sandbox: aws:secretsmanager/secretVersion:SecretVersion "subject" pays by the sandbox side of Stripe (secretString) (SVC-6). Use the provider's live side.`,
      },
      {
        title: "the sandbox",
        subject: version("STRIPE_ENV", "sandbox"),
        message: `payment-forbid-sandbox: cloudflare:index/workerVersion:WorkerVersion "subject" pays by the sandbox side of Stripe (STRIPE_ENV) (SVC-6). Use the provider's live side.`,
      },
    ],
    notApplicable: [
      { title: "staging", stack: "staging", subject: secret({ secretString: "sk_test_1" }) },
    ],
    needs: [],
    awaits: ["secretString"],
  },
  {
    rule: "preview-require-expiry",
    stack: "pr-7",
    compliant: [
      {
        title: "a week",
        around: [declaring("neon:index:Branch")({ expiresAt: "2026-11-28T00:00:00Z" })],
      },
      { title: "a tag", around: [vpc({ tags: { expires: "2026-11-24" } })] },
    ],
    violating: [
      {
        title: "nothing",
        message:
          'preview-require-expiry: pulumi:pulumi:Stack "platform-pr-7" says nowhere until when it is wanted (ENV-4). Give one of its resources expiresAt, at most seven days from now.',
      },
      {
        title: "a month",
        around: [
          vpc({ tags: { expires: "2026-11-24" } }),
          declaring("neon:index:Branch")({ expiresAt: "2026-12-21" }, { name: "branch" }),
        ],
        message:
          'preview-require-expiry: pulumi:pulumi:Stack "platform-pr-7" is wanted for 30 days; at most 7 are allowed (ENV-4). Give one of its resources expiresAt, at most seven days from now.',
      },
      {
        title: "no date",
        around: [vpc({ tags: { expires: "soon" } })],
        message:
          'preview-require-expiry: the rule could not read pulumi:pulumi:Stack "platform-pr-7": "soon" is no date (ENV-4). Give one of its resources expiresAt, at most seven days from now.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev" }],
    needs: ["subject:expiresAt"],
  },
  {
    rule: "preview-forbid-protect",
    stack: "pr-7",
    compliant: [{ title: "not protected", subject: vpc({}) }],
    violating: [
      {
        title: "protected",
        subject: vpc({}, { protect: true }),
        message:
          'preview-forbid-protect: aws:ec2/vpc:Vpc "subject" is protected in a stack that must go by itself (ENV-4). Leave opts.protect out.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: vpc({}, { protect: true }) }],
    needs: [],
  },
];
