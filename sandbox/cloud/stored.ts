import { isKept } from "../../catalog/identity";
import { isMap, type Wire, type WireMap } from "../../providers/server/wire";

/** What plugins make of inputs of a type before they store them, read from terraform-provider-cloudflare 5.22.0. */
const normalized: Readonly<Record<string, (inputs: WireMap) => WireMap>> = {
  // Without a connected repository its builds are nobody's, and no bindings are stored as none.
  "cloudflare:index/pagesProject:PagesProject": ({ buildConfig, ...others }) =>
    withoutEmptyMaps({ ...others, ...(others.source !== undefined && { buildConfig }) }),
};

/**
 * What a plugin stores of what is asked. Where that is not what was asked, every later diff finds a change.
 *
 * @param olds - what is stored of it already.
 */
export function stored(type: string, inputs: WireMap, olds: WireMap = {}): WireMap {
  const kept = Object.entries(olds).filter(([key]) => key in inputs && isKept(type, key));
  return { ...(normalized[type]?.(inputs) ?? inputs), ...Object.fromEntries(kept) };
}

function withoutEmptyMaps(map: WireMap): WireMap {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, wire]) => !isEmptyMap(wire))
      .map(([key, wire]) => [key, isMap(wire) ? withoutEmptyMaps(wire) : wire]),
  );
}

function isEmptyMap(wire: Wire): boolean {
  return isMap(wire) && Object.keys(wire).length === 0;
}
