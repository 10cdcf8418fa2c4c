import { assert } from "chai";
import fc from "fast-check";
import {
  type Fault,
  FaultError,
  FaultPlan,
  happenings,
  operationsOf,
  parseFault,
} from "../../../sandbox/cloud/faults";

describe("Faults on demand", () => {
  it("are read as they are written", () => {
    const once = { first: 1, times: 1 };
    assert.deepEqual(parseFault("lost-reply create aws:ecs/service:Service"), {
      happening: "lost-reply",
      operation: "create",
      type: "aws:ecs/service:Service",
      ...once,
    });
    const type = "*";
    const throttled = { happening: "throttled", operation: "change", type } as const;
    assert.deepEqual(parseFault(" throttled  change * "), { ...throttled, ...once });
    assert.deepEqual(parseFault("throttled change * 7"), { ...throttled, first: 7, times: 1 });
    assert.deepEqual(parseFault("throttled change * x3"), { ...throttled, first: 1, times: 3 });
    assert.deepEqual(parseFault("throttled change * 7 always"), {
      ...throttled,
      first: 7,
      times: Infinity,
    });
  });

  it("that nobody can read are refused with what is wrong, what is expected and how it is written", () => {
    for (const [text, got, expected] of [
      ["", "nothing", "one of throttled, server-error"],
      ["throtled create *", "throtled", "one of throttled"],
      ["throttled make *", "make", "one of check, diff"],
      ["taken-back create *", "create", "one of deploy"],
      ["throttled create", "nothing", 'a token as "aws:s3/bucket:Bucket"'],
      ["throttled create bucket", "bucket", 'a token as "aws:s3/bucket:Bucket"'],
      ["throttled create * 0", "0", "a count from 1"],
      ["throttled create * x0", "x0", 'a count as "x3"'],
      ["throttled create * -1", "-1", 'a count as "x3"'],
      ["throttled create * 1 x2 again", "again", "nothing more"],
    ] as const) {
      assert.throws(
        () => parseFault(text),
        FaultError,
        new RegExp(`got +${got}\n +expected +${expected}.*\n +fix +write <what>`),
      );
    }
  });

  it("happen to the calls that they are about, counted, and to no other", () => {
    const plan = new FaultPlan([
      parseFault("throttled create aws:s3/bucket:Bucket 2 x2"),
      parseFault("timeout change * 6"),
    ]);
    const bucket = { operation: "create", type: "aws:s3/bucket:Bucket" } as const;
    const other = { operation: "delete", type: "aws:sns/topic:Topic" } as const;
    const read = { operation: "read", type: "aws:s3/bucket:Bucket" } as const;
    assert.deepEqual(
      [bucket, read, bucket, bucket, bucket, other, other, other].map((call) => plan.next(call)),
      [undefined, undefined, "throttled", "throttled", undefined, undefined, "timeout", undefined],
    );
    plan.set([]);
    assert.isUndefined(plan.next(other));
  });

  it("happen from the first call meant on, as often as asked", () => {
    const possible = (Object.keys(happenings) as (keyof typeof happenings)[]).flatMap((happening) =>
      operationsOf(happening)
        .filter((operation) => operation !== "change")
        .map((operation) => ({ happening, operation })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...possible),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        ({ happening, operation }, first, times) => {
          const fault: Fault = { happening, operation, type: "*", first, times };
          const written = `${happening} ${operation} * ${String(first)} x${String(times)}`;
          assert.deepEqual(parseFault(written), fault);
          const plan = new FaultPlan([fault]);
          const hit = Array.from({ length: 50 }, (_, index) => index + 1).filter(
            () => plan.next({ operation, type: "a:b:C" }) !== undefined,
          );
          assert.deepEqual(
            hit,
            Array.from({ length: times }, (_, index) => first + index),
          );
        },
      ),
    );
  });
});
