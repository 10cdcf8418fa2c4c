import { expect } from "chai";
import { type Points, absences, evaluate } from "../../policies/series/metric-math";

/** The examples of the reference of metric math, on whose words the evaluator stands. */
describe("metric math", () => {
  const of = (expression: string, series: Readonly<Record<string, Points>>, periods: number) =>
    evaluate(expression, series, periods, "missing values");

  for (const [expression, expected] of [
    ["a<b", [0, 0, 1, 0]],
    ["a>15 AND b>15", [1, 0, 0, 0]],
  ] as const) {
    it(`takes a missing value beside a value for 0: ${expression}`, () => {
      const series = { a: [30, 20, 0, 0], b: [20, undefined, 20, undefined] };
      expect(of(expression, series, 4)).to.deep.equal(expected);
    });
  }

  it("drops, chooses and fills as IF does", () => {
    const series = {
      c: [1, 1, 0, 0, undefined],
      t: [30, undefined, 0, 0, 30],
      f: [0, 0, 20, undefined, 20],
    };
    expect(of("IF(c,t,f)", series, 5)).to.deep.equal([30, 0, 20, undefined, undefined]);
    expect(of("IF(c,t,5)", series, 5)).to.deep.equal([30, 0, 5, 5, undefined]);
  });

  it("drops a point that divides by zero, and fills what is missing where it is told to", () => {
    expect(of("10/a", { a: [2, 0, undefined] }, 3)).to.deep.equal([5, undefined, undefined]);
    expect(of("FILL(a,1)*2", { a: [3, undefined] }, 2)).to.deep.equal([6, 2]);
  });

  it("refuses what it does not know", () => {
    for (const [expression, why] of [
      ["MAX(a)", "judges by MAX, which AWS advises against in alarms"],
      ["METRICS()", "judges by METRICS"],
      ["PERIOD(a)", "PERIOD is no function"],
      ["SEARCH('x')", "what is 'x')?"],
      ["a 2", "what is 2?"],
      ["b", "no query has the id b"],
      ["IF(a", "expected ), got the end"],
    ] as const) {
      expect(() => of(expression, { a: [1] }, 1)).to.throw(RangeError, why);
    }
  });

  it("reads each operator as the reference does", () => {
    for (const [expression, expected] of [
      ["2+3*4-6/3", 12],
      ["-(a-5)*2", 6],
      ["a>=2 && a<=2 AND a==2", 1],
      ["a!=2 || a>1", 1],
      ["a<2 OR a>2", 0],
      ["CEIL(a/3)+FLOOR(a/3)+ABS(0-a)", 3],
    ] as const) {
      expect(of(expression, { a: [2] }, 1), expression).to.deep.equal([expected]);
    }
  });

  it("drops what uses a metric that never had data, where that is nothing", () => {
    const values = absences.map((absence) => evaluate("FILL(a,0)", { a: [undefined] }, 1, absence));
    expect(values).to.deep.equal([[0], [undefined]]);
  });
});
