import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tiers } from "../../../blueprint/tiers";
import { tryWayBack } from "../../../operations/release/way-back";
import { projectRoot } from "../../support/project";

describe("The way back of production", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "way-back-test-"));
    mkdirSync(join(root, "engine/way-back"), { recursive: true });
    symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
  });
  afterEach(() => {
    delete process.env.CLOUDFLARE_API_TOKEN;
    rmSync(root, { recursive: true, force: true });
  });

  const rehearsing = (program: string) => {
    writeFileSync(join(root, "engine/way-back/main.ts"), program);
    return tryWayBack(root, "production", { format: 1, releases: [] }, () => undefined);
  };

  it("is tried with the journal that was read, and without a credential", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "secret";
    const said = await rehearsing(`
      import { readFileSync } from "node:fs";
      const folder = new URL(process.argv.at(-1) + "/.pulumi/releases/production.json");
      const { releases } = JSON.parse(readFileSync(folder, "utf8"));
      console.log("tries");
      console.log(process.argv.slice(2, 4).join(" "), releases.length, process.env.CLOUDFLARE_API_TOKEN);
    `);
    expect(said).to.deep.equal({ isSame: true, says: "--stack production 0 undefined" });
  });

  it("speaks against a release where it does not lead back, or can't be tried", async () => {
    const differs = await rehearsing('console.log("it does not lead back"); process.exitCode = 1;');
    expect(differs).to.deep.equal({ isSame: false, says: "it does not lead back" });
    expect((await rehearsing("process.exit(3);")).isSame).to.equal(false);
  });

  it("is tried for production, and for nothing before it", () => {
    const asked = Object.entries(tiers).filter(([, { rehearsesWayBack }]) => rehearsesWayBack);
    expect(asked.map(([tier]) => tier)).to.deep.equal(["production"]);
  });
});
