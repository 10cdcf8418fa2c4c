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
