import { accessCards } from "./access";
import { awsAccountCards } from "./aws-account";
import { awsComputeCards } from "./aws-compute";
import { awsDataCards } from "./aws-data";
import { awsNetworkCards } from "./aws-network";
import type { Cards } from "./card";
import { cloudflareCards } from "./cloudflare";
import { githubCards } from "./github";
import { otherCards } from "./others";

/** Every type that the platform may declare. */
export const cards: Cards = {
  ...accessCards,
  ...awsAccountCards,
  ...awsComputeCards,
  ...awsDataCards,
  ...awsNetworkCards,
  ...cloudflareCards,
  ...githubCards,
  ...otherCards,
};

/** Types that hold what no deployment brings back. */
export const dataTypes: readonly string[] = Object.keys(cards).filter(
  (type) => cards[type]?.holds === "data",
);
