import type { EstateCases } from "../support/cases";
import { declaring, type Declared } from "../support/declared";

const log = (encrypted: boolean, days: number): Declared =>
  declaring("aws:cloudwatch/logGroup:LogGroup")({
    retentionInDays: days,
    ...(encrypted && { kmsKeyId: "arn:aws:kms:eu-west-1:111111111111:key/1" }),
  });

export const parityCases: readonly EstateCases[] = [
  {
    rule: "staging-require-parity",
    compliant: [
      {
        title: "the same in either, but for how much",
        estate: {
          staging: [root("staging"), log(true, 30)],
          production: [root("production"), log(true, 365)],
        },
      },
      {
        title: "more in staging",
        estate: {
          staging: [root("staging"), log(true, 30)],
          production: [root("production"), log(false, 365)],
        },
      },
    ],
    violating: [
      {
        title: "a control that staging lacks",
        estate: {
          staging: [root("staging"), log(false, 30)],
          production: [root("production"), log(true, 365)],
        },
        message:
          'staging-require-parity: pulumi:pulumi:Stack "platform-staging" has 1 of 2 controls of production (50.0 %), and not kmsKeyId of subject (ENV-7). Give it to staging as well, or say in policies/parity/explanations.ts why production alone has it.',
      },
      {
        title: "a resource that staging lacks",
        estate: {
          staging: [root("staging")],
          production: [root("production"), log(true, 365)],
        },
        message:
          'staging-require-parity: pulumi:pulumi:Stack "platform-staging" has 0 of 1 controls of production (0.0 %), and not part aws:cloudwatch/logGroup:LogGroup subject (ENV-7). Give it to staging as well, or say in policies/parity/explanations.ts why production alone has it.',
      },
    ],
  },
];

/** The stack itself, which the verdict is on. */
function root(stack: string): Declared {
  return { type: "pulumi:pulumi:Stack", name: `platform-${stack}`, props: {}, provider: null };
}
