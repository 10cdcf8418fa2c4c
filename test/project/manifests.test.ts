import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { expect } from "chai";
import { load } from "js-yaml";
import { readWorkloads } from "../../settings/read-workloads";
import { projectRoot } from "../support/project";

function read(...path: readonly string[]): string {
  return readFileSync(join(projectRoot, ...path), "utf8");
}

function validator(file: string) {
  const schema = JSON.parse(read("settings", file)) as object;
  return new Ajv2020({ strict: true, validateFormats: false }).compile(schema);
}

describe("an editor with the JSON Schemas of settings/", () => {
  it("accepts every manifest of the project, and finds the schema", () => {
    const isManifest = validator("deploy.schema.json");
    const { sound, problems } = readWorkloads(projectRoot);
    expect(problems).to.deep.equal([]);
    for (const { file } of sound) {
      const text = read(file);
      expect(text.split("\n", 1)[0], file).to.equal(
        "# yaml-language-server: $schema=../../settings/deploy.schema.json",
      );
      expect(isManifest(load(text)), file).to.equal(true);
    }
  });

  it("accepts every release of the project", () => {
    const isReleases = validator("releases.schema.json");
    for (const file of readdirSync(join(projectRoot, "releases"))) {
      if (["migrations.json", "restore-drills.json"].includes(file)) continue;
      expect(isReleases(JSON.parse(read("releases", file))), file).to.equal(true);
    }
  });
});
