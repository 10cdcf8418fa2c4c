import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const digest = `sha256:${"a".repeat(64)}`;
const task = declaring("aws:ecs/taskDefinition:TaskDefinition");
const container = (props: object): Declared =>
  task({ containerDefinitions: JSON.stringify([{ name: "accounts", ...props }]) });
const images = declaring("aws:ecr/repository:Repository");
const scanning = (props: Declared["props"]): Declared =>
  declaring("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration")(props, {
    name: "scanning",
  });

export const runtimeCases: readonly RuleCases[] = [
  {
    rule: "container-forbid-privilege",
    stack: "dev",
    compliant: [{ title: "without", subject: container({ privileged: false }) }],
    violating: [
      {
        title: "with",
        subject: container({ privileged: true }),
        message: `container-forbid-privilege: aws:ecs/taskDefinition:TaskDefinition "subject" does not set privileged to false in the container "accounts" (RUN-4). Set privileged to false.`,
      },
      {
        title: "left to ECS",
        subject: container({}),
        message: `container-forbid-privilege: aws:ecs/taskDefinition:TaskDefinition "subject" does not set privileged to false in the container "accounts" (RUN-4). Set privileged to false.`,
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "container-forbid-root",
    stack: "dev",
    compliant: [
      { title: "a user", subject: container({ user: "1000:1000" }) },
      { title: "a user of root's group", subject: container({ user: "1000:0" }) },
    ],
    violating: [
      {
        title: "root",
        subject: container({ user: "root" }),
        message:
          'container-forbid-root: aws:ecs/taskDefinition:TaskDefinition "subject" runs as root in the container "accounts" (RUN-4). Set user to a number other than 0.',
      },
      {
        title: "root by number",
        subject: container({ user: "0:1000" }),
        message:
          'container-forbid-root: aws:ecs/taskDefinition:TaskDefinition "subject" runs as root in the container "accounts" (RUN-4). Set user to a number other than 0.',
      },
      {
        title: "whoever the image says",
        subject: container({}),
        message:
          'container-forbid-root: the rule could not read aws:ecs/taskDefinition:TaskDefinition "subject": user is missing, not a text (RUN-4). Set user to a number other than 0.',
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "container-require-read-only-root",
    stack: "production",
    compliant: [{ title: "read-only", subject: container({ readonlyRootFilesystem: true }) }],
    violating: [
      {
        title: "writable",
        subject: container({ readonlyRootFilesystem: false }),
        message:
          'container-require-read-only-root: aws:ecs/taskDefinition:TaskDefinition "subject" lets whoever breaks in change the files of the container "accounts" (RUN-4). Set readonlyRootFilesystem to true.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: container({}) }],
    needs: ["containerDefinitions"],
  },
  {
    rule: "container-require-logging",
    stack: "dev",
    compliant: [
      { title: "a log", subject: container({ logConfiguration: { logDriver: "awslogs" } }) },
    ],
    violating: [
      {
        title: "no log",
        subject: container({}),
        message:
          'container-require-logging: aws:ecs/taskDefinition:TaskDefinition "subject" keeps no log of the container "accounts" (OBS-23). Set logConfiguration.logDriver.',
      },
      {
        title: "a log that is none",
        subject: container({ logConfiguration: { logDriver: "none" } }),
        message:
          'container-require-logging: aws:ecs/taskDefinition:TaskDefinition "subject" keeps no log of the container "accounts" (OBS-23). Set logConfiguration.logDriver.',
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "task-forbid-host-process",
    stack: "dev",
    compliant: [
      { title: "its own", subject: task({}) },
      { title: "those of its task", subject: task({ pidMode: "task" }) },
    ],
    violating: [
      {
        title: "the host's",
        subject: task({ pidMode: "host" }),
        message: `task-forbid-host-process: aws:ecs/taskDefinition:TaskDefinition "subject" shares the host's pidMode (RUN-4). Leave pidMode and ipcMode out.`,
      },
      {
        title: "the host's memory",
        subject: task({ ipcMode: "host" }),
        message: `task-forbid-host-process: aws:ecs/taskDefinition:TaskDefinition "subject" shares the host's ipcMode (RUN-4). Leave pidMode and ipcMode out.`,
      },
      {
        title: "what is no mode",
        subject: task({ pidMode: 7 }),
        message:
          'task-forbid-host-process: the rule could not read aws:ecs/taskDefinition:TaskDefinition "subject": pidMode is a number, not a text (RUN-4). Leave pidMode and ipcMode out.',
      },
    ],
    needs: [],
  },
  {
    rule: "task-forbid-host-network",
    stack: "dev",
    compliant: [{ title: "its own", subject: task({ networkMode: "awsvpc" }) }],
    violating: [
      {
        title: "the host's",
        subject: task({ networkMode: "host" }),
        message:
          'task-forbid-host-network: aws:ecs/taskDefinition:TaskDefinition "subject" has the network mode host, in which no security group is its own (RUN-4). Set networkMode to awsvpc.',
      },
    ],
    needs: ["networkMode"],
  },
  {
    rule: "task-require-own-role",
    stack: "dev",
    compliant: [
      {
        title: "a role each",
        subject: task({ taskRoleArn: "arn:task", executionRoleArn: "arn:execution" }),
      },
    ],
    violating: [
      {
        title: "one role for both",
        subject: task({ taskRoleArn: "arn:task", executionRoleArn: "arn:task" }),
        message:
          'task-require-own-role: aws:ecs/taskDefinition:TaskDefinition "subject" runs in the role that starts it (PRC-27). Give taskRoleArn a role of its own.',
      },
    ],
    needs: ["taskRoleArn", "executionRoleArn"],
  },
  {
    rule: "image-require-digest",
    stack: "staging",
    compliant: [{ title: "a digest", subject: container({ image: `accounts@${digest}` }) }],
    violating: [
      {
        title: "a tag",
        subject: container({ image: "accounts:1.4.0" }),
        message:
          'image-require-digest: aws:ecs/taskDefinition:TaskDefinition "subject" runs accounts:1.4.0, which names no digest (REL-18). Name the image by its digest.',
      },
      {
        title: "half a digest",
        subject: container({ image: "accounts@sha256:abc" }),
        message:
          'image-require-digest: aws:ecs/taskDefinition:TaskDefinition "subject" runs accounts@sha256:abc, which names no digest (REL-18). Name the image by its digest.',
      },
    ],
    notApplicable: [
      {
        title: "production, whose digests are staging's",
        stack: "production",
        subject: container({ image: "accounts:1" }),
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "image-repository-require-immutable-tags",
    stack: "shared",
    compliant: [{ title: "immutable", subject: images({ imageTagMutability: "IMMUTABLE" }) }],
    violating: [
      {
        title: "mutable",
        subject: images({ imageTagMutability: "MUTABLE" }),
        message:
          'image-repository-require-immutable-tags: aws:ecr/repository:Repository "subject" has MUTABLE tags, so that an image can be swapped under its name (REL-18). Set imageTagMutability to IMMUTABLE.',
      },
    ],
    needs: ["imageTagMutability"],
  },
  {
    rule: "image-repository-require-scan",
    stack: "shared",
    compliant: [
      { title: "on push", subject: images({ imageScanningConfiguration: { scanOnPush: true } }) },
    ],
    violating: [
      {
        title: "never",
        subject: images({ imageScanningConfiguration: { scanOnPush: false } }),
        message:
          'image-repository-require-scan: aws:ecr/repository:Repository "subject" takes images that nobody scans (QUA-12). Set imageScanningConfiguration.scanOnPush to true.',
      },
    ],
    needs: ["imageScanningConfiguration", "imageScanningConfiguration.scanOnPush"],
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
