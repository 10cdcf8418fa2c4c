import type { Projection } from "../projection";
import { orders1 } from "./orders-1";

/** Orders, with the currency of what they cost. */
export const orders2: Projection = {
  ...orders1,
  version: 2,
  apply: (row, event, key) => {
    const next = orders1.apply(row, event, key);
    return next && { currency: event.data.currency ?? row?.currency, ...next };
  },
};
