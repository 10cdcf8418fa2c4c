import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const digest = `sha256:${"a".repeat(64)}`;
const task = declaring("aws:ecs/taskDefinition:TaskDefinition");
const container = (props: object): Declared =>
  task({ containerDefinitions: JSON.stringify([{ name: "accounts", ...props }]) });
const images = declaring("aws:ecr/repository:Repository");
const own = (end: string): string =>
  `999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme-accounts@${end}`;
const byDigest = "Name the image in the shared account's registry by its digest.";
const scanning = (props: Declared["props"]): Declared =>
  declaring("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration")(props, {
    name: "scanning",
  });

const roleOf = (name: string, service: string): Declared =>
  declaring("aws:iam/role:Role")(
    {
      name,
      assumeRolePolicy: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      }),
    },
    { name },
  );
const roles = [
  roleOf("task", "ecs-tasks.amazonaws.com"),
  roleOf("execution", "ecs-tasks.amazonaws.com"),
  roleOf("deploy", "backup.amazonaws.com"),
];
const inRoles = (own: string, starts: string): Declared =>
  task({
    taskRoleArn: `arn:aws:iam::111111111111:role/${own}`,
    executionRoleArn: `arn:aws:iam::111111111111:role/${starts}`,
  });
const inRole = (what: string): string =>
  `task-require-own-role: aws:ecs/taskDefinition:TaskDefinition "subject" ${what} (PRC-27). Give taskRoleArn and executionRoleArn a role each, which ecs-tasks.amazonaws.com alone may take.`;

export const runtimeCases: readonly RuleCases[] = [
  {
    rule: "image-require-digest",
    stack: "staging",
    compliant: [
      { title: "the shared registry's", subject: container({ image: own(digest) }) },
      {
        title: "an official image",
        stack: "production",
        subject: container({ image: `public.ecr.aws/docker/library/nginx@${digest}` }),
      },
    ],
    violating: [
      {
        title: "a tag",
        subject: container({ image: own("").replace("@", ":1.4.0") }),
        message: `image-require-digest: aws:ecs/taskDefinition:TaskDefinition "subject" runs 999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme-accounts:1.4.0, which names no digest (REL-18). ${byDigest}`,
      },
      {
        title: "half a digest",
        subject: container({ image: own("sha256:abc") }),
        message: `image-require-digest: aws:ecs/taskDefinition:TaskDefinition "subject" runs 999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme-accounts@sha256:abc, which names no digest (REL-18). ${byDigest}`,
      },
      {
        title: "production: the digest that staging runs, of somebody's registry",
        stack: "production",
        subject: container({ image: `444444444444.dkr.ecr.eu-west-1.amazonaws.com/a@${digest}` }),
        message: `image-require-digest: aws:ecs/taskDefinition:TaskDefinition "subject" runs 444444444444.dkr.ecr.eu-west-1.amazonaws.com/a@${digest} from a registry that is nobody's here (REL-18). ${byDigest}`,
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "task-require-own-role",
    stack: "dev",
    compliant: [{ title: "a role each", subject: inRoles("task", "execution"), around: roles }],
    violating: [
      {
        title: "one role for both",
        subject: inRoles("task", "task"),
        around: roles,
        message: inRole('has "task" as executionRoleArn, which is for task'),
      },
      {
        title: "a deployment's, and one of nobody's",
        subject: inRoles("deploy", "lost"),
        around: roles,
        message: inRole(
          'has "deploy" as taskRoleArn, which is for backup and has "lost" as executionRoleArn, which its stack lacks',
        ),
      },
    ],
    needs: ["taskRoleArn", "executionRoleArn"],
  },
  {
    rule: "image-repository-require-enhanced-scan",
    stack: "shared",
    compliant: [
      {
        title: "enhanced, in its region",
        subject: images({ region: "eu-west-1" }),
        around: [scanning({ region: "eu-west-1", scanType: "ENHANCED" })],
      },
    ],
    violating: [
      {
        title: "basic",
        subject: images({ region: "eu-west-1" }),
        around: [scanning({ region: "eu-west-1", scanType: "BASIC" })],
        message:
          'image-repository-require-enhanced-scan: aws:ecr/repository:Repository "subject" lies in the registry of eu-west-1, which is not scanned ENHANCED (QUA-12). Declare a RegistryScanningConfiguration with scanType ENHANCED in its region.',
      },
      {
        title: "enhanced, in another region",
        subject: images({ region: "eu-west-3" }),
        around: [scanning({ region: "eu-west-1", scanType: "ENHANCED" })],
        message:
          'image-repository-require-enhanced-scan: aws:ecr/repository:Repository "subject" lies in the registry of eu-west-3, which is not scanned ENHANCED (QUA-12). Declare a RegistryScanningConfiguration with scanType ENHANCED in its region.',
      },
      {
        title: "not at all",
        subject: images({ region: "eu-west-1" }),
        message:
          'image-repository-require-enhanced-scan: aws:ecr/repository:Repository "subject" lies in the registry of eu-west-1, which is not scanned ENHANCED (QUA-12). Declare a RegistryScanningConfiguration with scanType ENHANCED in its region.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: images({}) }],
    needs: ["scanning:scanType"],
  },
];
