import { expect } from "chai";
import { scenarios, type ScenarioName } from "../../operations/disaster/scenarios";
import { rehearseDisaster } from "../../rehearsal/disaster/rehearse";
import { postgresForAll } from "../support/postgres";
import { sampleRoot } from "../support/project";

describe("a rehearsed disaster", function () {
  this.timeout(60_000);
  const former = process.cwd();
  // Says so where there is none.
  postgresForAll(() => undefined);
  before(() => {
    process.chdir(sampleRoot());
  });
  after(() => {
    process.chdir(former);
  });

  const rehearsed = async (scenario: ScenarioName, isDecided = false) => {
    const lines: string[] = [];
    const tell = (line: string) => void lines.push(line);
    const came = await rehearseDisaster(sampleRoot(), "production", { scenario, isDecided }, tell);
    return { ...came, text: lines.join("\n") };
  };

  for (const scenario of Object.keys(scenarios) as ScenarioName[]) {
    it(`of ${scenario} comes back, and goes back`, async () => {
      const { problems, seconds, within, text } = await rehearsed(scenario);
      expect(problems, text).to.deep.equal([]);
      expect(seconds <= within, `${String(seconds)} s\n${text}`).to.equal(scenario !== "region");
      if (scenario !== "corruption") return;
      expect(text).to.match(/events: 667 rows now, 1000 rows then\n.*nobody has decided/);
      expect(text).to.match(/unprotect the branch\n.*restore the branch/);
    });
  }

  it("of a region takes less than five minutes where a person decides after the first", async () => {
    const { seconds, within } = await rehearsed("region", true);
    expect(seconds).to.be.within(240, within);
  });
});
