import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { pack } from "../../policies/pack";
import { neonInside, neonProject } from "../../policies/rules/backup/neon";
import { bucketType, replicationType } from "../../policies/rules/backup/buckets";
import { metricAlarmType } from "../../policies/series/alarm";
import { sdkTypes } from "./support/sdk-types";

describe("the resource types that rules name", () => {
  const aws = sdkTypes("aws");
  const known = new Set([
    ...aws.keys(),
    ...sdkTypes("cloudflare").keys(),
    ...sdkTypes("github").keys(),
  ]);
  const named = new Set([
    ...pack.flatMap((rule) => ("types" in rule && rule.types !== "all" ? rule.types : [])),
    ...[bucketType, replicationType, metricAlarmType],
  ]);

  it("exist in the installed SDKs", () => {
    const unknown = [...named].filter(
      (type) => /^(?:aws|cloudflare|github):/.test(type) && !known.has(type),
    );
    expect(unknown).to.deep.equal([]);
  });

  it("exist in the Neon provider", () => {
    const folder = "providers/neon/sdk";
    const source = readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .join("\n");
    for (const type of [neonProject, ...neonInside]) expect(source).to.contain(`"${type}"`);
  });
});
