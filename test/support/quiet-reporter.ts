import Mocha = require("mocha");

const { EVENT_TEST_END, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
const { Base } = Mocha.reporters;

const beginningOfLine = "\r\u001b[2K";

/** Tells what fails, what is skipped and the totals; on a terminal, how far it is until then. */
class QuietReporter extends Base {
  public constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const skipped: string[] = [];
    runner.on(EVENT_TEST_PENDING, (test) => skipped.push(test.fullTitle()));
    if (process.stdout.isTTY) runner.on(EVENT_TEST_END, this.showProgress);
    runner.once(EVENT_RUN_END, () => {
      if (process.stdout.isTTY) process.stdout.write(beginningOfLine);
      for (const title of skipped) Base.consoleLog(`skipped: ${title}`);
      Base.list(this.failures);
      // The totals alone: of what is listed above nobody wants to read twice.
      this.failures = [];
      this.epilogue();
    });
  }

  private readonly showProgress = (): void => {
    const { passes, failures } = this.stats;
    process.stdout.write(`${beginningOfLine}${String(passes)} passed, ${String(failures)} failed`);
  };
}

export = QuietReporter;
