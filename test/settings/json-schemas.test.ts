import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { expect } from "chai";
import { load } from "js-yaml";
import { schemaTexts } from "../../settings/json-schemas";
import { some } from "../support/some";

const root = join(__dirname, "..", "..");

function read(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), "utf8");
}

function validator(file: string) {
  const schema = JSON.parse(read("settings", file)) as object;
  return new Ajv2020({ strict: true, validateFormats: false }).compile(schema);
}

describe("the JSON Schemas in settings/", () => {
  it("are what `npm run schema` writes", async () => {
    for (const [file, text] of await schemaTexts()) {
      expect(read("settings", file), `${file}: run npm run schema`).to.equal(text);
    }
  });

  it("accept every manifest of the repository, and editors find them", () => {
    const isManifest = validator("deploy.schema.json");
    const names = ["apps", "services"].flatMap((home) =>
      readdirSync(join(root, home)).map((name) => join(home, name)),
    );
    expect(names).not.to.be.empty;
    for (const folder of names) {
      const text = read(folder, "deploy.yaml");
      expect(text.split("\n", 1)[0]).to.equal(
        "# yaml-language-server: $schema=../../settings/deploy.schema.json",
      );
      expect(isManifest(load(text)), folder).to.equal(true);
    }
  });

  it("refuse what the program refuses", () => {
    const isManifest = validator("deploy.schema.json");
    const manifest = load(read("services", "admin", "deploy.yaml")) as object;
    expect(isManifest(manifest)).to.equal(true);
    expect(isManifest({ ...manifest, colour: "red" })).to.equal(false);
    expect(isManifest({ ...manifest, target: "kubernetes" })).to.equal(false);
    expect(isManifest({ ...manifest, container: {} })).to.equal(false);
  });

  it("accept every release of the repository", () => {
    const isReleases = validator("releases.schema.json");
    for (const file of some(readdirSync(join(root, "releases")))) {
      expect(isReleases(JSON.parse(read("releases", file))), file).to.equal(true);
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
    walk(JSON.parse(read("settings", "deploy.schema.json")), "");
    expect(undescribed).to.deep.equal([]);
  });
});
