import type { Case, RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const policy = (...statements: readonly object[]): Declared =>
  declaring("aws:iam/policy:Policy")({
    name: "acme-production-app",
    policy: JSON.stringify({
      Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
    }),
  });

const boundary = (...statements: readonly object[]): Declared => {
  const declared = policy(...statements);
  return { ...declared, props: { ...declared.props, name: "acme-production-boundary" } };
};

const attachment: Declared = declaring("aws:iam/rolePolicyAttachment:RolePolicyAttachment")({
  policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
});

const everywhere = (...actions: readonly string[]) => ({ Action: actions, Resource: "*" });
const inRegion = { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } };
const object = "arn:aws:s3:::acme-production-documents/*";
const key = "arn:aws:kms:eu-west-1:333333333333:key/1234-abcd";
const keys = "arn:aws:kms:*:333333333333:key/*";

/** Actions that nobody may do to everything without a condition. */
const unbounded = (
  rule: string,
  action: string,
  resource: string,
  messages: readonly [named: string, pattern: string],
  harmless: readonly Case[] = [],
): RuleCases => ({
  rule,
  stack: "production",
  compliant: [
    { title: "of one resource", subject: policy({ Action: action, Resource: resource }) },
    { title: "under a condition", subject: policy({ ...everywhere(action), ...inRegion }) },
    { title: "denied", subject: policy({ ...everywhere(action), Effect: "Deny" }) },
    ...harmless,
  ],
  violating: [
    { title: "of everything", subject: policy(everywhere(action)), message: messages[0] },
    {
      title: "of everything, among other things",
      subject: policy({ Action: ["ec2:DescribeVpcs", action], Resource: [resource, "*"] }),
      message: messages[0],
    },
    {
      title: "of everything, by a pattern",
      // IAM does not tell cases apart.
      subject: policy({ Sid: "Wide", ...everywhere(action.replace(/:.*/, ":*").toUpperCase()) }),
      message: messages[1],
    },
  ],
  notApplicable: [
    { title: "what attaches", subject: attachment },
    { title: "the boundary, which gives nothing", subject: boundary(everywhere(action)) },
  ],
  needs: ["policy"],
});

const trust = (statement: object): Declared =>
  declaring("aws:iam/role:Role")({
    assumeRolePolicy: JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, ...statement },
      ],
    }),
  });

const permission = declaring("aws:lambda/permission:Permission");
const bucketPolicy = (...statements: readonly object[]): Declared =>
  declaring("aws:s3/bucketPolicy:BucketPolicy")({
    policy: JSON.stringify({
      Statement: statements.map((statement) => ({ Effect: "Allow", Action: "s3:*", ...statement })),
    }),
  });

export const permissionCases: readonly RuleCases[] = [
  unbounded("iam-forbid-escalation", "iam:PutRolePolicy", "arn:aws:iam::333333333333:role/x", [
    'iam-forbid-escalation: aws:iam/policy:Policy "subject" allows iam:PutRolePolicy on every resource, and so everything (PRC-2). Name the roles that it may change.',
    'iam-forbid-escalation: aws:iam/policy:Policy "subject" allows iam:AddUserToGroup, iam:AttachGroupPolicy, iam:AttachRolePolicy and 11 more on every resource in "Wide", and so everything (PRC-2). Name the roles that it may change.',
  ]),
  unbounded("iam-forbid-exfiltration", "s3:GetObject", object, [
    'iam-forbid-exfiltration: aws:iam/policy:Policy "subject" allows s3:GetObject on every resource (PRC-4). Name the buckets, secrets or tables that it may read.',
    'iam-forbid-exfiltration: aws:iam/policy:Policy "subject" allows s3:GetObject on every resource in "Wide" (PRC-4). Name the buckets, secrets or tables that it may read.',
  ]),
  unbounded("iam-forbid-permission-management", "kms:PutKeyPolicy", key, [
    'iam-forbid-permission-management: aws:iam/policy:Policy "subject" allows kms:PutKeyPolicy on every resource (PRC-2). Name the resources whose policies it may change.',
    'iam-forbid-permission-management: aws:iam/policy:Policy "subject" allows kms:CreateGrant, kms:PutKeyPolicy on every resource in "Wide" (PRC-2). Name the resources whose policies it may change.',
  ]),
  unbounded(
    "iam-forbid-unbounded-write",
    "ecs:UpdateService",
    "arn:aws:ecs:x:y:service/z",
    [
      'iam-forbid-unbounded-write: aws:iam/policy:Policy "subject" allows ecs:UpdateService on every resource (PRC-2). Name the resources, or add a condition.',
      'iam-forbid-unbounded-write: aws:iam/policy:Policy "subject" allows ECS:* on every resource in "Wide" (PRC-2). Name the resources, or add a condition.',
    ],
    [
      {
        title: "what takes no resource",
        subject: policy(everywhere("xray:PutTraceSegments", "ecs:Describe*")),
      },
    ],
  ),
  {
    rule: "iam-forbid-decryption",
    stack: "production",
    compliant: [
      { title: "one key", subject: policy({ Action: "kms:Decrypt", Resource: key }) },
      {
        title: "every key, through a service",
        subject: policy({
          Action: "kms:Decrypt",
          Resource: keys,
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
        }),
      },
      {
        title: "every key, through a service of one region",
        subject: policy({
          Action: "kms:Decrypt",
          Resource: keys,
          Condition: {
            Bool: { "aws:SecureTransport": "true" },
            StringEquals: {
              "aws:RequestedRegion": "eu-west-1",
              "kms:ViaService": "s3.eu-west-1.amazonaws.com",
            },
          },
        }),
      },
      { title: "something else with every key", subject: policy(everywhere("kms:DescribeKey")) },
    ],
    violating: [
      {
        title: "every key of the account",
        subject: policy({ Action: "kms:Decrypt", Resource: keys }),
        message:
          'iam-forbid-decryption: aws:iam/policy:Policy "subject" allows decryption with every key (PRC-4). Name the key, or hold it by kms:ViaService.',
      },
      {
        title: "every key, among other things",
        subject: policy({ Action: ["kms:DescribeKey", "kms:Decrypt"], Resource: [key, keys] }),
        message:
          'iam-forbid-decryption: aws:iam/policy:Policy "subject" allows decryption with every key (PRC-4). Name the key, or hold it by kms:ViaService.',
      },
      {
        title: "every key, by a pattern of the action",
        subject: policy({ Action: "kms:*", Resource: keys }),
        message:
          'iam-forbid-decryption: aws:iam/policy:Policy "subject" allows decryption with every key (PRC-4). Name the key, or hold it by kms:ViaService.',
      },
      {
        title: "every key, under a condition that tells none from another",
        subject: policy({ Sid: "Wide", ...everywhere("kms:ReEncrypt*"), ...inRegion }),
        message:
          'iam-forbid-decryption: aws:iam/policy:Policy "subject" allows decryption with every key in "Wide" (PRC-4). Name the key, or hold it by kms:ViaService.',
      },
      {
        title: "every key, where a condition need not be there",
        subject: policy({
          ...everywhere("kms:Decrypt"),
          Condition: { StringEqualsIfExists: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
        }),
        message:
          'iam-forbid-decryption: aws:iam/policy:Policy "subject" allows decryption with every key (PRC-4). Name the key, or hold it by kms:ViaService.',
      },
    ],
    notApplicable: [{ title: "the boundary", subject: boundary(everywhere("kms:Decrypt")) }],
    needs: ["policy"],
  },
  {
    rule: "iam-forbid-wildcard",
    stack: "production",
    compliant: [
      {
        title: "within the environment's own name",
        subject: policy({ Action: "s3:GetObject", Resource: object }),
      },
      {
        title: "of any region, within its own name",
        subject: policy({
          Action: "secretsmanager:GetSecretValue",
          Resource: "arn:aws:secretsmanager:*:333333333333:secret:acme-production-*",
        }),
      },
      {
        title: "within a pull request's own name, in dev's account",
        stack: "pr-7",
        subject: policy({
          Action: "sns:Publish",
          Resource: "arn:aws:sns:eu-west-1:111111111111:acme-pr-7-*",
        }),
      },
      {
        title: "for a reason that is written down",
        subject: policy({ Sid: "ReadDeclared", ...everywhere("ec2:Describe*") }),
      },
      {
        title: "for a reason that holds for every account",
        subject: policy({ Sid: "ReadDeclared", Action: "kms:DescribeKey", Resource: keys }),
      },
    ],
    violating: [
      {
        title: "every object of every bucket",
        subject: policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows arn:aws:s3:::* for no recorded reason (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
      {
        title: "another environment's name",
        subject: policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-dev-*" }),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows arn:aws:s3:::acme-dev-* for no recorded reason (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
      {
        title: "its own name in another account",
        subject: policy({
          Action: "sns:Publish",
          Resource: "arn:aws:sns:eu-west-1:444444444444:acme-production-*",
        }),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows arn:aws:sns:eu-west-1:444444444444:acme-production-* for no recorded reason (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
      {
        title: "more than the reason covers",
        subject: policy({ Sid: "ReadDeclared", ...everywhere("ec2:*") }),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows ec2:* in "ReadDeclared" for no recorded reason (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
      {
        title: "another statement's reason",
        subject: policy({ Sid: "Other", ...everywhere("ec2:DescribeVpcs") }),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows * in "Other" for no recorded reason (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
      {
        title: "three patterns",
        subject: policy(everywhere("ec2:*", "s3:*")),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows ec2:* for no recorded reason and allows s3:* for no recorded reason and allows * for no recorded reason (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
      {
        title: "everything but something, and more than anyone reads",
        subject: policy({ NotAction: "iam:*", NotResource: object }, everywhere("ec2:*", "s3:*")),
        message:
          'iam-forbid-wildcard: aws:iam/policy:Policy "subject" allows NotAction for no recorded reason and allows NotResource for no recorded reason and allows ec2:* for no recorded reason and 2 more (PRC-3). Name what it may use, or give the reason under wildcards in policies/environments.yaml.',
      },
    ],
    notApplicable: [
      {
        title: "dev's boundary, for a pull request",
        stack: "pr-7",
        subject: {
          ...policy(),
          props: { ...policy(everywhere("ec2:*")).props, name: "acme-dev-boundary" },
        },
      },
      { title: "the boundary", subject: boundary(everywhere("ec2:*")) },
      { title: "what attaches", subject: attachment },
    ],
    needs: ["policy"],
  },
  {
    rule: "service-trust-require-source",
    stack: "production",
    compliant: [
      {
        title: "the environment's account",
        subject: trust({ Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } } }),
      },
      {
        title: "what the environment's account has",
        subject: trust({
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:333333333333:*" } },
        }),
      },
      {
        title: "nothing, of a service that is not documented to say for whom it acts",
        subject: trust({ Principal: { Service: "lambda.amazonaws.com" } }),
      },
    ],
    violating: [
      {
        title: "what a service is not documented to send",
        subject: trust({
          Principal: { Service: "lambda.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
        }),
        message: `service-trust-require-source: aws:iam/role:Role "subject" waits for aws:sourceaccount, which lambda.amazonaws.com is not documented to send (PRC-5). Let aws:SourceAccount equal the environment's own account, for services that are documented to send it alone.`,
      },
      {
        title: "any account",
        subject: trust({}),
        message: `service-trust-require-source: aws:iam/role:Role "subject" lets ecs-tasks.amazonaws.com act in it for an account that is not production's (PRC-5). Let aws:SourceAccount equal the environment's own account, for services that are documented to send it alone.`,
      },
      {
        title: "another account",
        subject: trust({
          Condition: { StringEquals: { "aws:SourceAccount": ["333333333333", "444444444444"] } },
        }),
        message: `service-trust-require-source: aws:iam/role:Role "subject" lets ecs-tasks.amazonaws.com act in it for an account that is not production's (PRC-5). Let aws:SourceAccount equal the environment's own account, for services that are documented to send it alone.`,
      },
      {
        title: "no account at all",
        subject: trust({ Condition: { StringEquals: { "aws:SourceAccount": [] } } }),
        message: `service-trust-require-source: aws:iam/role:Role "subject" lets ecs-tasks.amazonaws.com act in it for an account that is not production's (PRC-5). Let aws:SourceAccount equal the environment's own account, for services that are documented to send it alone.`,
      },
      {
        title: "any but one",
        subject: trust({ Condition: { StringNotEquals: { "aws:SourceAccount": "333333333333" } } }),
        message: `service-trust-require-source: aws:iam/role:Role "subject" lets ecs-tasks.amazonaws.com act in it for an account that is not production's (PRC-5). Let aws:SourceAccount equal the environment's own account, for services that are documented to send it alone.`,
      },
    ],
    notApplicable: [
      {
        title: "no service",
        subject: trust({ Principal: { AWS: "arn:aws:iam::333333333333:root" } }),
      },
    ],
    needs: ["assumeRolePolicy"],
  },
  {
    rule: "function-permission-require-source",
    stack: "production",
    compliant: [
      {
        title: "a source",
        subject: permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::b" }),
      },
    ],
    violating: [
      {
        title: "no source",
        subject: permission({ principal: "s3.amazonaws.com" }),
        message:
          'function-permission-require-source: aws:lambda/permission:Permission "subject" lets a service call the function for anyone (PRC-5). Set sourceArn or sourceAccount.',
      },
      {
        title: "nobody knows whom",
        subject: permission({}),
        message:
          'function-permission-require-source: aws:lambda/permission:Permission "subject" lets a service call the function for anyone (PRC-5). Set sourceArn or sourceAccount.',
      },
    ],
    notApplicable: [{ title: "an account", subject: permission({ principal: "333333333333" }) }],
    needs: ["sourceArn"],
  },
  {
    rule: "resource-policy-forbid-wildcard",
    stack: "production",
    compliant: [
      {
        title: "a role",
        subject: bucketPolicy({ Principal: { AWS: "arn:aws:iam::333333333333:role/app" } }),
      },
      {
        title: "a role, and a denial for everyone",
        subject: bucketPolicy(
          { Principal: { AWS: "333333333333" } },
          { Effect: "Deny", Principal: "*" },
        ),
      },
    ],
    violating: [
      {
        title: "everyone",
        subject: bucketPolicy({ Principal: "*" }),
        message:
          'resource-policy-forbid-wildcard: aws:s3/bucketPolicy:BucketPolicy "subject" may be used by "*" (PRC-5). Name the principals.',
      },
      {
        title: "everyone of AWS",
        subject: bucketPolicy({ Principal: { AWS: ["333333333333", "*"] } }),
        message:
          'resource-policy-forbid-wildcard: aws:s3/bucketPolicy:BucketPolicy "subject" may be used by "*" (PRC-5). Name the principals.',
      },
      {
        title: "everyone but one",
        subject: bucketPolicy({ NotPrincipal: { AWS: "333333333333" } }),
        message:
          'resource-policy-forbid-wildcard: aws:s3/bucketPolicy:BucketPolicy "subject" may be used by "*" (PRC-5). Name the principals.',
      },
      {
        title: "whoever it may be",
        subject: bucketPolicy({}),
        message:
          'resource-policy-forbid-wildcard: aws:s3/bucketPolicy:BucketPolicy "subject" may be used by "*" (PRC-5). Name the principals.',
      },
      {
        title: "everyone, by a permission of a function",
        subject: permission({ principal: "*" }),
        message:
          'resource-policy-forbid-wildcard: aws:lambda/permission:Permission "subject" may be used by "*" (PRC-5). Name the principals.',
      },
    ],
    notApplicable: [
      { title: "a key with AWS's own policy", subject: declaring("aws:kms/key:Key")({}) },
    ],
    needs: ["policy"],
  },
  {
    rule: "iam-forbid-overflow",
    stack: "production",
    compliant: [
      {
        title: "the longest, its white space not counted",
        subject: declaring("aws:iam/policy:Policy")({ policy: `"${"x".repeat(6_142)}"   \n` }),
      },
    ],
    violating: [
      {
        title: "a character more",
        subject: declaring("aws:iam/policy:Policy")({ policy: `"${"x".repeat(6_143)}"` }),
        message:
          'iam-forbid-overflow: aws:iam/policy:Policy "subject" has 6145 characters; IAM takes 6144 (PRC-1). Split it by service; ten can be attached to a role.',
      },
    ],
    notApplicable: [{ title: "what attaches", subject: attachment }],
    needs: ["policy"],
  },
];
