import type { Estate, StackName } from "../mutations/estate";

/** One harmful change of the recorded estate. */
export interface Mutation {
  /** Stack, resource and change: distinct among all. */
  readonly id: string;
  readonly area: string;
  readonly stack: StackName;
  /** What an auditor would object to. */
  readonly says: string;
  /** @throws Error where the estate has nothing of what is changed, or the change changes nothing. */
  readonly apply: (estate: Estate) => Estate;
}
