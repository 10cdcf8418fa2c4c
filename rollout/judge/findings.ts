import { added, type Fault, faults, type Minute, type Share, shareOf } from "./counts";
import { Evidence, type LogRatios } from "./evidence";
import { againstBaseline, againstLimit } from "./likelihood";
import { better, type Limits, type Tolerance, toleranceOf, worse } from "./limits";

/** What is known of one fault after some minutes. */
export interface Finding {
  readonly fault: Fault;
  readonly tolerance: Tolerance;
  readonly candidate: Share;
  readonly baseline: Share;
  /** The release's, since it looks worst. */
  readonly lately: Share;
  /** How much likelier that is of a release with three times the allowed share than of one with the allowed. */
  readonly suspicion: number;
  /** Evidence that the release has more of it than is allowed. */
  readonly worse: number;
  /** Evidence that it has less than a bad release has. */
  readonly better: number;
}

/** Where three times the allowed share stands in the prior. */
const worst = worse.findIndex(([factor]) => factor === 3);

/** Evidence of 20 is what one calm version in twenty ever brings. */
const trouble = 20;

/** What is known of each fault after each minute. */
export function* findingsAfter(
  minutes: readonly Minute[],
  limits: Limits,
): Generator<{ readonly at: number; readonly findings: readonly Finding[] }, void> {
  const inquiries = faults.map((fault) => new Inquiry(fault, toleranceOf(fault, limits)));
  for (const minute of minutes) {
    yield { at: minute.at, findings: inquiries.map((inquiry) => inquiry.add(minute)) };
  }
}

class Inquiry {
  private readonly worse = new Evidence(worse, "any minute");
  /** That the running version has too much of it: then whatever both depend on is to blame. */
  private readonly shared = new Evidence(worse, "any minute");
  private readonly better = new Evidence(better, "first minute");
  private readonly betterThanBaseline = new Evidence(better, "first minute");
  private readonly tests: ReturnType<typeof testsOf>;
  private candidate = none;
  private baseline = none;
  private lately = none;
  private suspicion = 0;

  public constructor(
    private readonly fault: Fault,
    private readonly tolerance: Tolerance,
  ) {
    this.tests = testsOf(tolerance);
  }

  public add(minute: Minute): Finding {
    const { fault, tolerance, tests } = this;
    const candidate = shareOf(minute.candidate, fault);
    const baseline = shareOf(minute.baseline, fault);
    this.candidate = added(this.candidate, candidate);
    this.baseline = added(this.baseline, baseline);
    this.shared.add(tests.aboveAllowed(baseline));
    const above = tests.aboveAllowed(candidate);
    // In trouble that both have, only what the candidate has more of speaks against it.
    const against =
      this.shared.value < trouble ? above : lower(above, tests.aboveBaseline(candidate, baseline));
    this.worse.add(against);
    this.suspect(candidate, against);
    this.better.add(tests.belowBad(candidate));
    this.betterThanBaseline.add(tests.belowBaseline(candidate, baseline));
    return {
      fault,
      tolerance,
      candidate: this.candidate,
      baseline: this.baseline,
      lately: this.lately,
      suspicion: Math.exp(this.suspicion),
      worse: this.worse.value,
      better: (this.better.value + this.betterThanBaseline.value) / 2,
    };
  }

  /** Page's cumulative sum: what is no longer suspect is forgotten. */
  private suspect(candidate: Share, against: LogRatios): void {
    this.suspicion = Math.max(0, this.suspicion + (against[worst] ?? 0));
    this.lately = this.suspicion === 0 ? none : added(this.lately, candidate);
  }
}

const none: Share = { requests: 0, hits: 0 };

function testsOf({ allowed, bad }: Tolerance) {
  return {
    aboveAllowed: againstLimit(allowed, worse),
    aboveBaseline: againstBaseline(1, worse),
    belowBad: againstLimit(bad, better),
    belowBaseline: againstBaseline(bad / allowed, better),
  };
}

function lower(one: LogRatios, other: LogRatios): LogRatios {
  return one.map((value, index) => Math.min(value, other[index] ?? value));
}
