import { accessCards } from "./access";
import { awsAccountCards } from "./aws-account";
import { awsComputeCards } from "./aws-compute";
import { awsDataCards } from "./aws-data";
import { awsNetworkCards } from "./aws-network";
import { type Cards, ownName } from "./card";
import { cloudflareCards } from "./cloudflare";
import { githubCards } from "./github";
import { otherCards } from "./others";

const written: Cards = {
  ...accessCards,
  ...awsAccountCards,
  ...awsComputeCards,
  ...awsDataCards,
  ...awsNetworkCards,
  ...cloudflareCards,
  ...githubCards,
  ...otherCards,
};

/** Types whose names nothing else in their account may have. */
const named = new RegExp(
  [
    "^aws:backup/(plan|vault):|^aws:cloudwatch/(eventRule|metricAlarm):|^aws:ec2/securityGroup:",
    "^aws:ecs/(cluster|service):|^aws:iam/(policy|role):|^aws:lambda/function:",
    "^aws:secretsmanager/secret:|^aws:sns/topic:",
    "^cloudflare:index/(hyperdriveConfig|pagesProject|r2Bucket|worker):",
    "^cloudflare:index/zeroTrustAccess(Application|Policy):|^neon:index:Project$",
  ].join("|"),
);
const taken = "it would be taken for another environment's, or take its place";

/** Every type that the platform may declare. */
export const cards: Cards = Object.fromEntries(
  Object.entries(written).map(([type, card]) => {
    const own = named.test(type) ? [["name", ownName, taken] as const] : [];
    return [type, { ...card, only: [...(card.only ?? []), ...own] }];
  }),
);

/** Types that hold what no deployment brings back. */
export const dataTypes: readonly string[] = Object.keys(cards).filter(
  (type) => cards[type]?.holds === "data",
);
