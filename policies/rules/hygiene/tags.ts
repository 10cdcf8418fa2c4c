import { isRecord, optional, recordAt, textsAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { cards } from "../../cards/cards";
import { selectionOf } from "../../cards/inputs";

/** Every type whose card knows tags. */
export const taggableTypes: readonly string[] = Object.entries(cards).flatMap(([type, card]) =>
  selectionOf(card).has("tags") ? [type] : [],
);

/** A resource's tags over those that its provider gives to everything. */
export function effectiveTags({ props, provider }: PolicyResource): Properties {
  const own = Array.isArray(props.tags)
    ? written(textsAt(props, "tags"))
    : optional(recordAt, props, "tags");
  const inherited = provider === undefined ? undefined : defaultTags(provider.props);
  if (inherited === undefined) return own ?? {};
  return own === undefined ? inherited : { ...inherited, ...own };
}

/** Cloudflare takes each tag as a text: `environment:production`. */
function written(tags: readonly string[]): Properties {
  return Object.fromEntries(
    tags.map((tag) => [tag.replace(/:.*/s, ""), tag.replace(/^[^:]*:?/, "")]),
  );
}

/** A provider takes what is not a text as JSON. */
function defaultTags({ defaultTags: value }: Properties): Properties | undefined {
  const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(parsed) && isRecord(parsed.tags) ? parsed.tags : undefined;
}
