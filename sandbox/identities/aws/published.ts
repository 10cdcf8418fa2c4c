import published = require("./published.json");

/** What AWS's Service Authorization Reference says of an action. */
export interface PublishedAction {
  /** Patterns of the ARNs that it takes; none where it takes no resource. */
  readonly resources: readonly string[];
  /** Condition keys that the sandbox can fill in; `aws:RequestTag` and `aws:ResourceTag` stand for those of every tag. */
  readonly keys: readonly string[];
}

export const publishedActions: Readonly<Record<string, PublishedAction>> = published.actions;
