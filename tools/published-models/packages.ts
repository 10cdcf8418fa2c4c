import { join } from "node:path";
import { Botocore } from "./botocore";
import type { PackageModels } from "./decide";
import { awsByName, awsMapping } from "./mapping/aws";
import { cloudflareByName, cloudflareMapping } from "./mapping/cloudflare";
import type { PackageMapping } from "./mapping/decision";
import { githubByName, githubMapping } from "./mapping/github";
import { neonByName, neonMapping } from "./mapping/neon";
import { randomMapping } from "./mapping/random";
import { tlsMapping } from "./mapping/tls";
import type { Model } from "./model";
import { fetchSource, type SourceName } from "./sources";
import { TypeScriptTypes } from "./typescript-types";

export interface ProviderPackage extends PackageModels {
  readonly mapping: PackageMapping;
}

/** The models of every provider that the program uses, by its package. */
export function openPackages(): Readonly<Record<string, ProviderPackage>> {
  return {
    aws: { label: "", mapping: awsMapping, byName: awsByName, model: awsModels() },
    cloudflare: {
      label: "cloudflare ",
      mapping: cloudflareMapping,
      byName: cloudflareByName,
      model: cloudflareModels(),
    },
    github: {
      label: "@octokit/openapi-types ",
      mapping: githubMapping,
      byName: githubByName,
      model: githubModels(),
    },
    neon: {
      label: "@neondatabase/api-client ",
      mapping: neonMapping,
      byName: neonByName,
      model: neonModels(),
    },
    random: { label: "", mapping: randomMapping, byName: () => undefined, model: noModels },
    tls: { label: "", mapping: tlsMapping, byName: () => undefined, model: noModels },
  };
}

type Models = (name: string) => Model;

function awsModels(): Models {
  const botocore = new Botocore(join(fetchSource("botocore"), "botocore"));
  return (name) => botocore.model(name);
}

/** Names are a file and a type in it: `dns/records RecordCreateParams`. */
function cloudflareModels(): Models {
  const types = typesOf("cloudflare", "resources");
  return (name) => {
    const [file = "", path = ""] = name.split(" ");
    return types.model(`${file}.d.ts`, path.split("."));
  };
}

/** Names are an operation, whose request is meant, or a schema with members of it; nothing means all schemas. */
function githubModels(): Models {
  const types = typesOf("@octokit/openapi-types", "");
  return (name) =>
    name.includes("/")
      ? types.model("types.d.ts", [
          "operations",
          name,
          "requestBody",
          "content",
          "application/json",
        ])
      : types.model("types.d.ts", ["components", "schemas", ...name.split(".").filter(Boolean)]);
}

function neonModels(): Models {
  const types = typesOf("@neondatabase/api-client", "dist");
  return (name) => types.model("api.gen.d.ts", name.split("."));
}

const noModels: Models = (name) => {
  throw new Error(`no package publishes ${name}`);
};

function typesOf(source: SourceName, folder: string): TypeScriptTypes {
  return new TypeScriptTypes(source, join(fetchSource(source), folder));
}
