import type { Case, RuleCases, Violating } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const account = "333333333333";
const issuer = "token.actions.githubusercontent.com";
const provider = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
const bounds = `arn:aws:iam::${account}:policy/acme-production-boundary`;
const document = (...statements: readonly object[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((each) => ({ Effect: "Allow", ...each })),
  });

/** What a gate's jobs say of themselves. */
const claimsOf = (gate: string): Readonly<Record<string, unknown>> => ({
  [`${issuer}:aud`]: "sts.amazonaws.com",
  [`${issuer}:sub`]: [
    `repo:acme/platform:environment:${gate}`,
    `repo:acme@42/platform@4711:environment:${gate}`,
  ],
  [`${issuer}:repository_id`]: "4711",
  [`${issuer}:environment`]: gate,
});
const federated = (Condition: object, Federated: unknown = provider): object => ({
  Principal: { Federated },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition,
});
const jobsOf = (gate: string): object => federated({ StringEquals: claimsOf(gate) });
const job = (changes: object): object =>
  federated({ StringEquals: { ...claimsOf("production"), ...changes } });
const lacking = (claim: string): object =>
  federated({
    StringEquals: Object.fromEntries(
      Object.entries(claimsOf("production")).filter(([key]) => key !== `${issuer}:${claim}`),
    ),
  });
const ofService = (service: string, Condition?: object): object => ({
  Principal: { Service: service },
  Action: "sts:AssumeRole",
  ...(Condition !== undefined && { Condition }),
});
const ownSource = { StringEquals: { "aws:SourceAccount": account } };

const role = (name: string, ...trust: readonly object[]): Declared =>
  declaring("aws:iam/role:Role")(
    {
      name: `acme-production-${name}`,
      assumeRolePolicy: document(...trust),
      permissionsBoundary: bounds,
    },
    { name },
  );
const inline = (of: string, ...statements: readonly object[]): Declared =>
  declaring("aws:iam/rolePolicy:RolePolicy")(
    { role: `acme-production-${of}`, policy: document(...statements) },
    { name: "rights" },
  );
const attaching = (of: string, policyArn: string): Declared =>
  declaring("aws:iam/rolePolicyAttachment:RolePolicyAttachment")(
    { role: `acme-production-${of}`, policyArn },
    { name: "attachment" },
  );
const managed = (name: string, ...statements: readonly object[]): Declared =>
  declaring("aws:iam/policy:Policy")(
    { name: `acme-production-${name}`, policy: document(...statements) },
    { name },
  );

const strangers = (subject: Declared, what: string): string =>
  `entry-forbid-strangers: ${subject.type} "${subject.name}" lets in ${what} (PRC-5). Name the environment's own account, its GitHub environments, or a service with the source that it acts for.`;
const entry = (title: string, subject: Declared, what: string): Violating => ({
  title,
  subject,
  message: strangers(subject, what),
});
const byTrust = (title: string, statement: object, what: string): Violating =>
  entry(title, role("app", statement), `${what} by app/1`);
const token = (aud: string, sub: string, id: string, environment: string): string =>
  `a GitHub token with ${[aud, sub, id, environment].join(", ")} to sts:AssumeRoleWithWebIdentity`;
const ourAud = 'aud "sts.amazonaws.com"';
const ourSub = 'sub "repo:acme/platform:environment:production"';
const ourId = 'repository_id "4711"';
const ourGate = 'environment "production"';

const bucketPolicy = (...statements: readonly object[]): Declared =>
  declaring("aws:s3/bucketPolicy:BucketPolicy")({ policy: document(...statements) });
const key = (...statements: readonly object[]): Declared =>
  declaring("aws:kms/key:Key")({ policy: document(...statements) });
const images = (...statements: readonly object[]): Declared =>
  declaring("aws:ecr/repositoryPolicy:RepositoryPolicy")({ policy: document(...statements) });
const topic = (...statements: readonly object[]): Declared =>
  declaring("aws:sns/topicPolicy:TopicPolicy")({ policy: document(...statements) });
const root = (of: string) => ({ AWS: `arn:aws:iam::${of}:root` });
const files = { Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-production-files/*" };
const anybody = `on arn:aws:s3:::acme-production-files/another by subject/1`;

const entryCases: RuleCases = {
  rule: "entry-forbid-strangers",
  stack: "production",
  compliant: [
    { title: "jobs that passed a gate", subject: role("app", jobsOf("production")) },
    {
      title: "a service that says for whom it acts",
      subject: role("app", ofService("ecs-tasks.amazonaws.com", ownSource)),
    },
    {
      title: "a service that is not known to say so, and takes what it is handed",
      subject: role("app", ofService("lambda.amazonaws.com")),
    },
    {
      title: "the account",
      subject: key({ Principal: root(account), Action: "kms:*", Resource: "*" }),
    },
    {
      title: "a key that leaves it to AWS",
      subject: declaring("aws:kms/key:Key")({
        policy: document({ Principal: root(account), Action: "kms:*", Resource: "*" }),
      }),
    },
    {
      title: "a service with the log group that it encrypts",
      subject: key({
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Action: "kms:Decrypt*",
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:*:${account}:log-group:*`,
          },
        },
      }),
    },
    {
      title: "a service of which nobody knows a source, where no harm is done",
      subject: topic({
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "*",
      }),
    },
    {
      title: "everybody, and then nobody who does not come by the account",
      subject: bucketPolicy(
        { Principal: "*", ...files },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:PrincipalAccount": account } },
        },
      ),
    },
    {
      title: "environments that pull images",
      stack: "shared",
      subject: images({ Principal: root(account), Action: "ecr:BatchGetImage" }),
    },
  ],
  violating: [
    byTrust(
      "a token for somebody else",
      lacking("aud"),
      token('aud "https://elsewhere.example"', ourSub, ourId, ourGate),
    ),
    byTrust(
      "any job of the repository",
      lacking("sub"),
      token(ourAud, 'sub "repo:acme/platform:ref:refs/heads/anything"', ourId, ourGate),
    ),
    byTrust(
      "whoever takes over the repository's name",
      lacking("repository_id"),
      token(ourAud, ourSub, 'repository_id "1"', ourGate),
    ),
    byTrust(
      "a job whose gate only its subject says",
      lacking("environment"),
      token(ourAud, ourSub, ourId, 'environment "anything"'),
    ),
    byTrust(
      "subjects by a wildcard",
      federated({
        StringEquals: Object.fromEntries(
          Object.entries(claimsOf("production")).filter(([claim]) => !claim.endsWith(":sub")),
        ),
        StringLike: { [`${issuer}:sub`]: "repo:acme/platform:*" },
      }),
      token(ourAud, 'sub "repo:acme/platform:another"', ourId, ourGate),
    ),
    byTrust(
      "a subject that no job has",
      job({ [`${issuer}:sub`]: "repo:acme/platform:*" }),
      "nobody: no job of the repository meets what it asks for,",
    ),
    byTrust(
      "claims that only count where they are given",
      federated({ StringEqualsIfExists: claimsOf("production") }),
      token("no aud", ourSub, ourId, ourGate),
    ),
    byTrust(
      "claims of which none has to be there",
      federated({ "ForAllValues:StringEquals": claimsOf("production") }),
      token("no aud", ourSub, ourId, ourGate),
    ),
    byTrust(
      "another environment's jobs",
      jobsOf("staging"),
      token(ourAud, 'sub "repo:acme/platform:environment:staging"', ourId, 'environment "staging"'),
    ),
    byTrust(
      "one more gate",
      job({ [`${issuer}:environment`]: ["production", "staging"] }),
      token(ourAud, ourSub, ourId, 'environment "staging"'),
    ),
    byTrust(
      "another cloud's identities",
      federated({}, "accounts.google.com"),
      "whoever accounts.google.com vouches for to sts:AssumeRoleWithWebIdentity",
    ),
    byTrust(
      "another account's provider",
      federated(
        { StringEquals: claimsOf("production") },
        provider.replace(account, "111111111111"),
      ),
      `whoever arn:aws:iam::111111111111:oidc-provider/${issuer} vouches for to sts:AssumeRoleWithWebIdentity (${issuer}:aud sts.amazonaws.com, ${issuer}:sub repo:acme/platform:environment:production, ${issuer}:repository_id 4711, ${issuer}:environment production)`,
    ),
    byTrust(
      "another environment's account",
      { Principal: root("222222222222"), Action: "sts:AssumeRole" },
      "the account 222222222222 to sts:AssumeRole",
    ),
    byTrust(
      "anybody who names an external id",
      {
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "acme" } },
      },
      "anybody to sts:AssumeRole (sts:externalid acme)",
    ),
    byTrust(
      "anybody's role of a name like ours",
      {
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/acme-*" } },
      },
      "anybody to sts:AssumeRole (aws:principalarn arn:aws:iam::another:role/acme-another)",
    ),
    byTrust(
      "whoever the account lets",
      { Principal: root(account), Action: "sts:AssumeRole" },
      `arn:aws:iam::${account}:root, who is no job and no service, to sts:AssumeRole`,
    ),
    byTrust(
      "a user",
      { Principal: { AWS: `arn:aws:iam::${account}:user/deployer` }, Action: "sts:AssumeRole" },
      `arn:aws:iam::${account}:user/deployer, who is no job and no service, to sts:AssumeRole`,
    ),
    byTrust(
      "a role by a part of its name",
      { Principal: { AWS: `arn:aws:iam::${account}:role/acme-*` }, Action: "sts:AssumeRole" },
      `arn:aws:iam::${account}:role/acme-* to sts:AssumeRole`,
    ),
    byTrust("any service", ofService("*"), "anybody to sts:AssumeRole"),
    {
      title: "a principal that is a mere text",
      subject: role("app", { Principal: account, Action: "sts:AssumeRole" }),
      message:
        'entry-forbid-strangers: the rule could not read aws:iam/role:Role "app": assumeRolePolicy holds a statement with a Principal that is nobody (PRC-5). Name the environment\'s own account, its GitHub environments, or a service with the source that it acts for.',
    },
    byTrust(
      "everybody but one",
      { NotPrincipal: root("222222222222"), Action: "sts:AssumeRole" },
      "anybody to sts:AssumeRole",
    ),
    byTrust(
      "a service for whoever asks it",
      ofService("ecs-tasks.amazonaws.com"),
      "ecs-tasks.amazonaws.com for another account to sts:AssumeRole",
    ),
    byTrust(
      "a service for another account",
      ofService("ecs-tasks.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": "222222222222" },
      }),
      "ecs-tasks.amazonaws.com for another account to sts:AssumeRole (aws:sourceaccount 222222222222)",
    ),
    byTrust(
      "a service whose source counts only where it is given",
      ofService("ecs-tasks.amazonaws.com", {
        StringEqualsIfExists: { "AWS:SourceAccount": account },
      }),
      "ecs-tasks.amazonaws.com for another account to sts:AssumeRole",
    ),
    byTrust(
      "a service that waits for what it never hears",
      ofService("lambda.amazonaws.com", ownSource),
      "nobody: it waits for aws:sourceaccount, which lambda.amazonaws.com is not documented to send,",
    ),
    entry(
      "a canonical id",
      bucketPolicy({ Principal: { CanonicalUser: "79a59df900b949e5" }, ...files }),
      `CanonicalUser 79a59df900b949e5 to s3:GetObject ${anybody}`,
    ),
    entry(
      "everybody, but not of every file",
      bucketPolicy(
        { Principal: "*", ...files, Resource: ["arn:aws:s3:::x/a", files.Resource] },
        { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::x/*" },
      ),
      `anybody to s3:GetObject ${anybody}`,
    ),
    entry(
      "everybody who says who they are",
      bucketPolicy(
        { Principal: "*", ...files },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "*",
          NotResource: "arn:aws:s3:::x",
          Condition: { StringNotLike: { "aws:UserAgent": "acme*" } },
        },
      ),
      "anybody to s3:GetObject on arn:aws:s3:::acme-production-files/another (aws:useragent acmeanother) by subject/1",
    ),
    entry(
      "a stranger's session",
      bucketPolicy({
        Principal: { AWS: "arn:aws:sts::444455556666:assumed-role/x/y" },
        ...files,
      }),
      `arn:aws:sts::444455556666:assumed-role/x/y to s3:GetObject ${anybody}`,
    ),
    entry(
      "one role of a stranger's account",
      bucketPolicy({
        Principal: root("444455556666"),
        ...files,
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/x" } },
      }),
      `the account 444455556666 to s3:GetObject on arn:aws:s3:::acme-production-files/another (aws:principalarn arn:aws:iam::444455556666:role/x) by subject/1`,
    ),
    entry(
      "a writer of logs that reads them",
      bucketPolicy({
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject", "s3:GetObject"],
        Resource: "*",
        Condition: ownSource,
      }),
      "logdelivery.elasticloadbalancing.amazonaws.com, whom nobody means to, to s3:GetObject by subject/1",
    ),
    entry(
      "a user by an id",
      bucketPolicy({ Principal: { AWS: "AIDACKCEVSQ6C2EXAMPLE" }, ...files }),
      `AIDACKCEVSQ6C2EXAMPLE to s3:GetObject ${anybody}`,
    ),
    entry(
      "everybody by an organisation that they may join",
      bucketPolicy({
        Principal: "*",
        ...files,
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } },
      }),
      `anybody to s3:GetObject on arn:aws:s3:::acme-production-files/another (aws:principalorgid o-acme) by subject/1`,
    ),
    entry(
      "a role past its own policies",
      bucketPolicy({
        Principal: { AWS: `arn:aws:iam::${account}:role/acme-production-app` },
        ...files,
      }),
      `arn:aws:iam::${account}:role/acme-production-app, past its own policies, to s3:GetObject by subject/1`,
    ),
    entry(
      "a service without a source",
      key({
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "kms:Decrypt",
        Resource: "*",
      }),
      "cloudwatch.amazonaws.com for another account to kms:Decrypt on another by subject/1",
    ),
    {
      ...entry(
        "environments that push images",
        images({
          Sid: "EnvironmentsPull",
          Principal: root(account),
          Action: ["ecr:BatchGetImage", "ecr:Put*"],
        }),
        `the account ${account} to ecr:PutImage on * by subject/EnvironmentsPull`,
      ),
      stack: "shared",
    },
    {
      ...entry(
        "environments that write releases",
        bucketPolicy({
          Principal: root(account),
          ...files,
          NotAction: "s3:Get*",
          Action: undefined,
        }),
        `the account ${account} to * ${anybody}`,
      ),
      stack: "shared",
    },
    {
      ...entry(
        "environments that decrypt without a service",
        key({ Principal: root(account), Action: "kms:Decrypt", Resource: "*" }),
        `the account ${account} to kms:Decrypt on another by subject/1`,
      ),
      stack: "shared",
    },
    {
      title: "an operator that is none",
      subject: role("app", federated({ StringMatches: claimsOf("production") })),
      message:
        'entry-forbid-strangers: the rule could not read aws:iam/role:Role "app": "StringMatches" is no condition operator of IAM (PRC-5). Name the environment\'s own account, its GitHub environments, or a service with the source that it acts for.',
    },
  ],
  notApplicable: [
    { title: "a key whose policy AWS writes", subject: declaring("aws:kms/key:Key")({}) },
  ],
  needs: ["assumeRolePolicy"],
};

const tasks = role("app", ofService("ecs-tasks.amazonaws.com", ownSource));
/** What runs in its containers has the role "app". */
const running = declaring("aws:ecs/taskDefinition:TaskDefinition")(
  { taskRoleArn: `arn:aws:iam::${account}:role/acme-production-app` },
  { name: "running" },
);
const deploy = role("deploy", jobsOf("production"));
const approve = role("approve", jobsOf("production-approval"));
const preview = role("preview", jobsOf("production-preview"));
const building = role("build", jobsOf("shared"));
const releases = "arn:aws:s3:::acme-releases-999999999999";
const everywhere = (...actions: readonly string[]) => ({ Action: actions, Resource: "*" });
const arn = (resource: string): string => `arn:aws:iam::${account}:${resource}`;
const keys = `arn:aws:kms:*:${account}:key/*`;
const keyId = `arn:aws:kms:*:${account}:key/another`.replace("*", "another");
const secret = `arn:aws:secretsmanager:eu-west-1:${account}:secret:acme-production-database-AbCdEf`;
const may = (of: string, what: string): string =>
  `role-require-purpose: aws:iam/role:Role "${of}" lets ${what} (PRC-2). Leave it out, or say in policies/who-can/meant.ts who is meant to do it and why.`;

/** A role that is given a right by a policy of its own. */
const given = (title: string, subject: Declared, ...statements: readonly object[]): Case => ({
  title,
  subject,
  around: [inline(subject.name, ...statements), running],
});
const excess = (
  title: string,
  subject: Declared,
  statement: object,
  what: string,
  ...others: readonly object[]
): Violating => ({
  ...given(title, subject, statement, ...others),
  message: may(
    subject.name,
    `${what} by rights/${"Sid" in statement ? String(statement.Sid) : "1"}`,
  ),
});

const purposeCases: RuleCases = {
  rule: "role-require-purpose",
  stack: "production",
  compliant: [
    given(
      "a workload that uses its files",
      tasks,
      { Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-production-files/*" },
      {
        Action: "kms:Decrypt",
        Resource: keys,
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      },
    ),
    given(
      "a deployment that makes services",
      deploy,
      {
        ...everywhere("ecs:Create*", "ec2:*", "sns:AddPermission"),
        Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      },
      { Effect: "Deny", ...everywhere("ec2:RunInstances") },
    ),
    given(
      "a deployment that makes roles inside the boundary",
      deploy,
      {
        Action: "iam:PutRolePolicy",
        Resource: arn("role/acme-production-*"),
        Condition: { StringEquals: { "iam:PermissionsBoundary": bounds } },
      },
      { Effect: "Deny", Action: "iam:*", Resource: arn("role/acme-production-deploy") },
      { Effect: "Deny", Action: "iam:*", Resource: arn("role/acme-production-break-glass") },
    ),
    given("approvers who let a deployment go on", approve, {
      Action: "ecs:ContinueServiceDeployment",
      Resource: `arn:aws:ecs:*:${account}:service/acme-production-*`,
    }),
    {
      ...given("a build that adds a module", building, {
        Action: "s3:PutObject",
        Resource: `${releases}/*`,
      }),
      stack: "shared",
    },
    given(
      "a preview that looks",
      preview,
      everywhere("ec2:Describe*", "s3:GetBucket*", "iam:List*"),
    ),
    {
      ...given("what the boundary keeps from it", tasks, {
        Action: "iam:CreateUser",
        Resource: arn("user/acme"),
      }),
      around: [
        running,
        inline("app", { Action: "iam:CreateUser", Resource: arn("user/acme") }),
        managed("boundary", everywhere("s3:*")),
      ],
    },
    {
      title: "a function in a network",
      subject: role("verify", ofService("lambda.amazonaws.com")),
      around: [
        attaching("verify", "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"),
      ],
    },
  ],
  violating: [
    {
      ...excess(
        "a build that removes one",
        building,
        { Action: "s3:DeleteObject", Resource: `${releases}/*` },
        `builder change data: s3:DeleteObject on ${releases}/another`,
      ),
      stack: "shared",
    },
    excess(
      "everything",
      tasks,
      everywhere("*"),
      "task give somebody rights: iam:AddUserToGroup on arn:aws:iam::333333333333:user/another",
    ),
    excess(
      "everything but a few actions",
      tasks,
      { NotAction: "iam:*", Resource: "*" },
      "task do everything but a few things",
    ),
    excess(
      "everything but a few resources",
      deploy,
      { Action: "s3:GetObject", NotResource: "arn:aws:s3:::x" },
      "deployer do everything but a few things",
    ),
    excess(
      "whatever there is, where no resource is named",
      tasks,
      { Action: "s3:GetObject" },
      "task read data: s3:GetObject on arn:aws:s3:::another/data",
    ),
    excess(
      "a Sid that is meant for somebody else",
      tasks,
      { Sid: "ManageServices", ...everywhere("ecs:*") },
      "task approve a deployment: ecs:ContinueServiceDeployment on arn:aws:ecs:eu-west-1:333333333333:another",
    ),
    excess(
      "another letter case",
      tasks,
      everywhere("IAM:putROLEpolicy"),
      "task give somebody rights: iam:PutRolePolicy on arn:aws:iam::333333333333:role/another",
    ),
    excess(
      "files of whoever, by a wildcard in a name",
      tasks,
      { Action: "s3:GetObject", Resource: "arn:aws:s3:::*-files/*" },
      "task read data: s3:GetObject on arn:aws:s3:::another-files/another",
    ),
    excess(
      "files under a condition that anybody meets",
      tasks,
      { ...everywhere("s3:GetObject"), Condition: { StringLike: { "s3:prefix": "*" } } },
      "task read data: s3:GetObject on arn:aws:s3:::another/data (s3:prefix another)",
    ),
    excess(
      "a secret",
      tasks,
      { Action: "secretsmanager:GetSecretValue", Resource: secret },
      `task read a secret: secretsmanager:GetSecretValue on ${secret}`,
    ),
    excess(
      "a former version of a file",
      tasks,
      { Action: "s3:Delete*", Resource: "arn:aws:s3:::acme-production-files/*" },
      "task end a backup: s3:DeleteObjectVersion on arn:aws:s3:::acme-production-files/another",
    ),
    excess(
      "a key without the service that asks for it",
      tasks,
      {
        Action: "kms:Decrypt",
        Resource: keys,
        Condition: { StringEqualsIfExists: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      },
      `task decrypt with a key: kms:Decrypt on ${keyId}`,
    ),
    excess(
      "a role without the boundary",
      deploy,
      { Action: "iam:CreateRole", Resource: arn("role/acme-production-*") },
      `deployer give somebody rights: iam:CreateRole on ${arn("role/acme-production-another")}`,
    ),
    excess(
      "a role of other boundaries as well",
      deploy,
      {
        Action: "iam:CreateRole",
        Resource: arn("role/acme-production-app"),
        Condition: { StringEquals: { "iam:PermissionsBoundary": [bounds, `${bounds}-wide`] } },
      },
      `deployer give somebody rights: iam:CreateRole on ${arn("role/acme-production-app")} (iam:permissionsboundary ${bounds}-wide)`,
    ),
    excess(
      "its own role",
      deploy,
      {
        Action: "iam:PutRolePolicy",
        Resource: arn("role/acme-production-*"),
        Condition: { StringEquals: { "iam:PermissionsBoundary": bounds } },
      },
      `deployer give somebody rights: iam:PutRolePolicy on ${arn("role/acme-production-deploy")} (iam:permissionsboundary ${bounds})`,
    ),
    excess(
      "a role for a service that nobody uses",
      deploy,
      {
        Action: "iam:PassRole",
        Resource: arn("role/acme-production-app"),
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
      `deployer be another role: iam:PassRole on ${arn("role/acme-production-app")} (iam:passedtoservice ec2.amazonaws.com)`,
    ),
    excess(
      "what it deploys",
      deploy,
      everywhere("ecs:*"),
      "deployer approve a deployment: ecs:ContinueServiceDeployment on arn:aws:ecs:eu-west-1:333333333333:another",
    ),
    excess(
      "an end of backups",
      deploy,
      everywhere("backup:*"),
      "deployer say who uses a resource: backup:DeleteBackupVaultAccessPolicy on arn:aws:backup:eu-west-1:333333333333:another",
      {
        Effect: "Deny",
        ...everywhere("backup:*"),
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ),
    excess(
      "a change by a preview",
      preview,
      everywhere("ec2:Describe*", "ec2:RunInstances"),
      "previewer run a command: ec2:RunInstances on arn:aws:ec2:eu-west-1:333333333333:another",
    ),
    excess(
      "a preview that looks at secrets",
      preview,
      everywhere("secretsmanager:Get*"),
      "previewer read a secret: secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:333333333333:secret:another-AbCdEf",
    ),
    excess(
      "an image that is pushed",
      role("start", ofService("ecs.amazonaws.com")),
      {
        Action: "ecr:PutImage",
        Resource: "arn:aws:ecr:eu-west-1:999999999999:repository/acme-admin",
      },
      "ecs push an image: ecr:PutImage on arn:aws:ecr:eu-west-1:999999999999:repository/acme-admin",
    ),
    {
      ...excess(
        "what a deployment does, in a role that containers take as well",
        role("deploy", jobsOf("production"), ofService("ecs-tasks.amazonaws.com", ownSource)),
        everywhere("ecs:CreateService"),
        "execution ecs:CreateService on arn:aws:ecs:eu-west-1:333333333333:another",
      ),
    },
    excess(
      "anything by whoever the account lets",
      role("app", { Principal: root(account), Action: "sts:AssumeRole" }),
      { Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-production-files" },
      "an account's principals s3:ListBucket on arn:aws:s3:::acme-production-files",
    ),
    {
      title: "a policy of AWS that is meant for nobody",
      subject: tasks,
      around: [running, attaching("app", "arn:aws:iam::aws:policy/AdministratorAccess")],
      message: may("app", "task do whatever arn:aws:iam::aws:policy/AdministratorAccess allows"),
    },
    {
      title: "a policy of the account that the stack does not declare",
      subject: tasks,
      around: [running, attaching("app", arn("policy/by-hand"))],
      message: may("app", `task do whatever ${arn("policy/by-hand")} allows`),
    },
    {
      title: "a policy that is attached",
      subject: tasks,
      around: [
        running,
        attaching("app", arn("policy/acme-production-wide")),
        managed("wide", everywhere("sts:AssumeRole")),
      ],
      message: may(
        "app",
        "task be another role: sts:AssumeRole on arn:aws:iam::333333333333:role/another by wide/1",
      ),
    },
    {
      title: "rights of a role that nobody declares",
      subject: inline("administrator", everywhere("*")),
      message:
        'role-require-purpose: aws:iam/rolePolicy:RolePolicy "rights" gives rights to a role that the stack does not declare (PRC-2). Leave it out, or say in policies/who-can/meant.ts who is meant to do it and why.',
    },
  ],
  notApplicable: [
    {
      title: "what gives a declared role its rights",
      subject: inline("app", files),
      around: [tasks],
    },
  ],
  needs: ["assumeRolePolicy", "rights:policy"],
};

const denials: readonly object[] = [
  everywhere("backup:*", "cloudtrail:*", "ec2:*", "ecs:*", "guardduty:*", "iam:*", "S3:*", "sts:*"),
  {
    Effect: "Deny",
    ...everywhere("iam:AttachRolePolicy", "iam:CreateRole", "iam:D*RolePolicy", "iam:PutRole*"),
    Condition: { StringNotEquals: { "iam:PermissionsBoundary": bounds } },
  },
  {
    Effect: "Deny",
    NotAction: ["iam:Get*", "iam:List*"],
    Resource: [arn("role/acme-production-deploy"), arn("role/acme-production-break-glass")],
  },
  {
    Effect: "Deny",
    ...everywhere("iam:DeleteRolePermissionsBoundary", "iam:*Provider*", "iam:*User*"),
  },
  { Effect: "Deny", ...everywhere("iam:CreateAccessKey", "sts:AssumeRole", "guardduty:Delete*") },
  { Effect: "Deny", Action: "iam:*", Resource: bounds },
  {
    Effect: "Deny",
    ...everywhere("ecs:ContinueServiceDeployment"),
    Condition: { ArnNotEquals: { "aws:PrincipalArn": arn("role/acme-production-approve") } },
  },
  {
    Effect: "Deny",
    ...everywhere("backup:Delete*", "backup:Update*", "s3:Bypass*", "cloudtrail:*"),
  },
  {
    Effect: "Deny",
    ...everywhere("ec2:*"),
    Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
  },
];
const bounding = (...statements: readonly object[]): Declared => managed("boundary", ...statements);
const escaping = (title: string, left: number, what: string): Violating => ({
  title,
  subject: bounding(...denials.filter((_, index) => index !== left)),
  around: [deploy],
  message: `boundary-forbid-escape: aws:iam/policy:Policy "boundary" lets a role that is allowed everything ${what} (PRC-1). Deny it in the boundary.`,
});

const boundaryCases: RuleCases = {
  rule: "boundary-forbid-escape",
  stack: "production",
  compliant: [
    { title: "all of it", subject: bounding(...denials), around: [deploy] },
    {
      title: "what allows nothing of it",
      subject: bounding(everywhere("s3:Get*")),
      around: [deploy],
    },
  ],
  violating: [
    escaping(
      "roles without it",
      1,
      `give somebody rights: iam:AttachRolePolicy on ${arn("role/another")}, give somebody rights: iam:CreateRole on ${arn("role/another")}, give somebody rights: iam:DeleteRolePolicy on ${arn("role/another")}, 3 more`,
    ),
    escaping(
      "what deploys",
      2,
      `give somebody rights: iam:AttachRolePolicy on ${arn("role/acme-production-deploy")}, give somebody rights: iam:CreateRole on ${arn("role/acme-production-deploy")}, give somebody rights: iam:DeleteRolePolicy on ${arn("role/acme-production-deploy")}, 5 more`,
    ),
    escaping(
      "no boundary at all",
      3,
      `give somebody rights: iam:AttachUserPolicy on ${arn("user/another")}, give somebody rights: iam:CreateUser on ${arn("user/another")}, give somebody rights: iam:PutUserPolicy on ${arn("user/another")}, 6 more`,
    ),
    escaping(
      "users",
      4,
      `give somebody rights: iam:CreateAccessKey on ${arn("user/another")}, be another role: sts:AssumeRole on ${arn("role/another")}, hide what was done: guardduty:DeleteDetector on arn:aws:guardduty:eu-west-1:333333333333:another`,
    ),
    escaping(
      "its own text",
      5,
      `give somebody rights: iam:CreatePolicyVersion on ${arn("policy/acme-production-boundary")}, give somebody rights: iam:SetDefaultPolicyVersion on ${arn("policy/acme-production-boundary")}`,
    ),
    escaping(
      "approvals",
      6,
      `approve a deployment: ecs:ContinueServiceDeployment on arn:aws:ecs:eu-west-1:333333333333:another`,
    ),
    escaping(
      "backups and trails",
      7,
      `end a backup: backup:DeleteBackupVaultLockConfiguration on arn:aws:backup:eu-west-1:333333333333:another, end a backup: backup:DeleteRecoveryPoint on arn:aws:backup:eu-west-1:333333333333:another, end a backup: backup:UpdateRecoveryPointLifecycle on arn:aws:backup:eu-west-1:333333333333:another, 3 more`,
    ),
    {
      title: "services that nobody is meant to use",
      subject: bounding(...denials, everywhere("Organizations:*", "*", "*:*")),
      around: [deploy],
      message: `boundary-forbid-escape: aws:iam/policy:Policy "boundary" lets a role that is allowed everything use what nobody is meant to: Organizations:*, use what nobody is meant to: *, use what nobody is meant to: *:* (PRC-1). Deny it in the boundary.`,
    },
    escaping(
      "another region",
      8,
      `run a command: ec2:RunInstances on arn:aws:ec2:eu-west-1:333333333333:another`,
    ),
  ],
  notApplicable: [{ title: "another policy", subject: managed("wide", everywhere("*")) }],
  needs: ["policy"],
};

export const permissionCases: readonly RuleCases[] = [entryCases, purposeCases, boundaryCases];
