import type { Projection } from "../projection";
import { orders1 } from "./orders-1";
import { orders2 } from "./orders-2";

/** Every version that is kept current, or is to be built. One is left out once a migration is to drop its table. */
export const projections: readonly Projection[] = [orders1, orders2];
