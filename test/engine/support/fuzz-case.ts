import * as fc from "fast-check";
import { type Happening, happenings } from "../../../sandbox/cloud/faults";
import { allKinds, completed, type Graph, lastingKinds, type Node, nodeName } from "./graphs";

/** What the engine is made to go through, from nothing. */
export interface FuzzCase {
  /** What is deployed before. */
  readonly before: Graph;
  /** What the program declares while things go wrong, and after. */
  readonly after: Graph;
  readonly operation: "up" | "refresh" | "destroy";
  /** As `parseFault` reads them. */
  readonly faults: readonly string[];
}

const arbitraryNode: fc.Arbitrary<Node> = fc.record({
  kind: fc.constantFrom(...allKinds),
  number: fc.nat(1),
  variant: fc.nat(2),
  protect: fc.constant(false),
});

/** Nodes that hold data and are protected on both sides: everything must leave them as they are. */
const arbitraryKept: fc.Arbitrary<Graph> = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom(...lastingKinds),
    number: fc.constant(9),
    variant: fc.nat(2),
    protect: fc.constant(true),
  }),
  { selector: nodeName, maxLength: 2 },
);

/** What may happen to a call of any type. */
const anywhere = (Object.keys(happenings) as Happening[]).filter((what) => what !== "taken-back");

const arbitraryFault: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...anywhere),
    fc.constantFrom("change", "change", "create", "update", "delete", "read"),
    fc.constant("*"),
    fc.integer({ min: 1, max: 8 }),
    fc.constantFrom("x1", "x1", "x3", "always"),
  )
  .map((parts) => parts.join(" "));

/** Any case: a deployed graph, another one to become, an operation, and what goes wrong on the way. */
export const arbitraryFuzzCase: fc.Arbitrary<FuzzCase> = fc
  .record({
    kept: arbitraryKept,
    before: graphOf({ maxLength: 6 }),
    after: graphOf({ minLength: 1, maxLength: 6 }),
    operation: fc.constantFrom("up", "up", "up", "refresh", "destroy"),
    faults: fc.array(arbitraryFault, { minLength: 1, maxLength: 2 }),
  })
  .map(({ kept, before, after, operation, faults }) => ({
    before: completed([...kept, ...before]),
    after: completed([...kept, ...after]),
    operation,
    faults,
  }));

function graphOf(size: {
  readonly minLength?: number;
  readonly maxLength: number;
}): fc.Arbitrary<Graph> {
  return fc.uniqueArray(arbitraryNode, { selector: nodeName, ...size });
}
