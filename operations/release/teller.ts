import type { EnvironmentSpec } from "../../blueprint/environment";
import { newsOf, type Occasion } from "../notify/news";
import { type Publish, tell } from "../notify/tell";
import type { ReleaseEvent } from "./world";

/** Tells the people of an environment what becomes of a release; that nobody could be told keeps no release up. */
export function tellerOf(
  spec: Pick<EnvironmentSpec, "identity" | "aws" | "alerts">,
  publish: Publish,
  onFailure: (says: string) => void,
): (event: ReleaseEvent) => Promise<void> {
  return async (event) => {
    const occasion = occasionOf(event);
    if (occasion === undefined) return;
    try {
      await tell(spec, newsOf(spec.identity.stack, occasion, event.record), publish);
    } catch (error) {
      onFailure(`nobody was told that it is "${occasion}": ${String(error)}`);
    }
  };
}

function occasionOf({ kind, record }: ReleaseEvent): Occasion | undefined {
  switch (kind) {
    case "begun":
      return "begun";
    case "held":
      return "held";
    case "back":
      return "going back";
    case "stuck":
      return "stuck";
    case "ended":
      return record.outcome === "taken back" && record.kind === "rollback"
        ? "rolled back"
        : record.outcome;
    case "stage":
    case "waits":
    case "judged":
    case "failed":
      return undefined;
  }
}
