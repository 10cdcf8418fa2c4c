import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "./model";
import { TypeScriptTypes } from "./typescript-types";

/** The inputs of resource types as the SDKs that the program uses declare them. */
export class Arguments {
  private readonly packages = new Map<string, TypeScriptTypes>();

  /** @param home - the project's folder. */
  public constructor(private readonly home: string) {}

  /** @param type - token, for example `aws:ec2/vpc:Vpc`. */
  public of(type: string): Model {
    const [name = "", module = "", resource = ""] = type.split(":");
    if (name === "neon") {
      const types = this.types("neon", join("providers", "neon", "sdk"));
      return types.model(`${kebab(resource)}.ts`, [`${resource}Args`]);
    }
    const folder = join("node_modules", "@pulumi", name);
    const file = this.file(folder, module.replace(/^index\//, ""));
    return this.types(`@pulumi/${name}`, folder).model(file, [`${resource}Args`]);
  }

  private types(label: string, folder: string): TypeScriptTypes {
    let types = this.packages.get(label);
    if (types === undefined) {
      types = new TypeScriptTypes(label, join(this.home, folder));
      this.packages.set(label, types);
    }
    return types;
  }

  /** The SDKs write some files' names in another case than the token: `r2bucket.d.ts` for `r2Bucket`. */
  private file(folder: string, module: string): string {
    const exact = `${module}.d.ts`;
    if (existsSync(join(this.home, folder, exact))) return exact;
    const found = readdirSync(join(this.home, folder)).find(
      (file) => file.toLowerCase() === exact.toLowerCase(),
    );
    if (found === undefined) throw new Error(`${folder} declares no ${module}`);
    return found;
  }
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
