import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { expect } from "chai";
import { load } from "js-yaml";
import { schemaTexts } from "../../settings/json-schemas";
import { readWorkloads } from "../../settings/read-workloads";
import { fixture, projectRoot } from "../support/project";
import { some } from "../support/some";

function read(file: string): string {
  return readFileSync(join(projectRoot, "settings", file), "utf8");
}

function validator(file: string) {
  const schema = JSON.parse(read(file)) as object;
  return new Ajv2020({ strict: true, validateFormats: false }).compile(schema);
}

describe("the JSON Schemas in settings/", () => {
  it("are what `npm run schema` writes", async () => {
    for (const [file, text] of await schemaTexts()) {
      expect(read(file), `${file}: run npm run schema`).to.equal(text);
    }
  });

  it("accept a manifest of every target", () => {
    const isManifest = validator("deploy.schema.json");
    const { sound } = readWorkloads(fixture);
    expect(new Set(sound.map(({ manifest }) => manifest.target)).size).to.equal(3);
    for (const { file } of sound) {
      expect(isManifest(load(readFileSync(join(fixture, file), "utf8"))), file).to.equal(true);
    }
  });

  it("refuse what the program refuses", () => {
    const isManifest = validator("deploy.schema.json");
    const file = join(fixture, "services", "admin", "deploy.yaml");
    const manifest = load(readFileSync(file, "utf8")) as object;
    expect(isManifest(manifest)).to.equal(true);
    expect(isManifest({ ...manifest, colour: "red" })).to.equal(false);
    expect(isManifest({ ...manifest, target: "kubernetes" })).to.equal(false);
    expect(isManifest({ ...manifest, container: {} })).to.equal(false);
  });

  it("accept releases, and none that lacks a digest", () => {
    const isReleases = validator("releases.schema.json");
    for (const file of some(readdirSync(join(fixture, "releases")))) {
      const text = readFileSync(join(fixture, "releases", file), "utf8");
      expect(isReleases(JSON.parse(text)), file).to.equal(true);
    }
    expect(isReleases({ admin: { version: "1.0.0" } })).to.equal(false);
  });

  it("describe every key of a manifest", () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key !== "properties") {
          walk(value, path);
          continue;
        }
        for (const [name, property] of Object.entries(value as Record<string, object>)) {
          if (!("description" in property)) undescribed.push(`${path}.${name}`);
          walk(property, `${path}.${name}`);
        }
      }
    };
    walk(JSON.parse(read("deploy.schema.json")), "");
    expect(undescribed).to.deep.equal([]);
  });
});
