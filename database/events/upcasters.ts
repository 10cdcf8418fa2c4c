import type { Upcaster } from "./event-type";

/** From each version that is not the newest to the next, and from each type that others took the place of to one of those. */
export const upcasters: readonly Upcaster[] = [
  {
    from: "OrderPlaced.1",
    to: "OrderPlaced.2",
    upcast: (data) => ({ ...data, currency: "XOF" }),
  },
];
