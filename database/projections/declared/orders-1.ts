import type { Projection } from "../projection";

/** Orders, and what became of them. */
export const orders1: Projection = {
  name: "orders",
  version: 1,
  isCore: true,
  reads: ["OrderPlaced", "OrderShipped"],
  key: "stream",
  keysOf: ({ stream }) => [stream],
  apply: (row, { type, stream, position, data }) =>
    type === "OrderPlaced"
      ? { stream, status: "placed", total: data.total, position }
      : row && { ...row, status: "shipped", position },
  differs: {},
};
