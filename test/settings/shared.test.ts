import { expect } from "chai";
import { sharedOf } from "./sample-settings";

describe("the settings of the shared stack", () => {
  it("let exactly the environments' accounts pull images", () => {
    expect(sharedOf().environmentAccounts).to.deep.equal([
      "111111111111",
      "222222222222",
      "333333333333",
    ]);
    expect(sharedOf({ "Pulumi.pr-7.yaml": "config: {}\n" }).environmentAccounts).to.have.length(3);
  });

  it("do without dev, whose account then pulls nothing", () => {
    expect(sharedOf({ "Pulumi.dev.yaml": null }).environmentAccounts).to.deep.equal([
      "222222222222",
      "333333333333",
    ]);
  });

  it("keep one repository for each workload that ships as an image, and for backups", () => {
    expect(sharedOf().images).to.deep.equal(["admin", "qis-data-management", "database-backup"]);
  });

  it("ask of a merge what the manifests' quality gates demand, as far as a job answers for it", () => {
    const checks = (changes = {}) =>
      sharedOf(changes).branches.map((rule) => rule.requiredChecks.join(" "));
    expect(checks()).to.deep.equal(["offline test", "offline test"]);
    const job = "{ steps: [{ run: make }] }";
    const answered = {
      ".github/workflows/gates.yml": `on: pull_request\njobs: { quality: ${job}, security: ${job} }\n`,
      "Pulumi.shared.yaml": (text: string) =>
        text
          .replace("sonarQube: false", "sonarQube: quality")
          .replace("securityScan: false", "securityScan: security"),
    };
    expect(checks(answered)[1]).to.equal("offline quality security test");
    const relaxed = (text: string) => text.replace("sonarQube: true", "sonarQube: false");
    const manifests = Object.fromEntries(
      ["apps/landing-page", "apps/qis-data-management", "services/accounts", "services/admin"].map(
        (folder) => [`${folder}/deploy.yaml`, relaxed],
      ),
    );
    expect(checks({ ...answered, ...manifests })[1]).to.equal("offline security test");
  });

  it("carry the whole budget, of which each environment has its share", () => {
    expect(sharedOf().monthlyBudgetUsd).to.equal(2000);
  });
});
