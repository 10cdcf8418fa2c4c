import { readFileSync } from "node:fs";
import { expect } from "chai";
import {
  awsProvider,
  environmentProviders,
  stackProviders,
} from "../../../components/base/providers";
import { record } from "../../support/record";

const packages = ["aws", "cloudflare", "github", "random", "tls"];

/** Variables that the SDKs' provider classes read, by their own code. */
const variables = packages.flatMap((name) => {
  const code = readFileSync(`node_modules/@pulumi/${name}/provider.js`, "utf8");
  return [...code.matchAll(/getEnv\w*\(([^)]*)\)/g)].flatMap(([, list = ""]) =>
    [...list.matchAll(/"(\w+)"/g)].map(([, variable = ""]) => variable),
  );
});

describe("the providers", () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it("take nothing from the environment into the state, whatever their SDKs read there", async () => {
    expect(variables).to.include.members(["GITHUB_TOKEN", "GITHUB_BASE_URL", "AWS_REGION"]);
    for (const variable of [...variables, "CLOUDFLARE_API_TOKEN", "NEON_API_KEY", "AWS_PROFILE"]) {
      process.env[variable] = "planted";
    }
    const recorded = await record(() => [
      ...stackProviders(
        { accountId: "111111111111", region: "eu-west-1", recoveryRegion: undefined },
        { owner: "acme" },
      ),
      ...environmentProviders(),
      awsProvider("aws-recovery", "111111111111", "eu-central-1"),
    ]);
    const providers = recorded.all.filter(({ type }) => type.startsWith("pulumi:providers:"));
    expect(providers.map(({ name }) => name)).to.have.members([
      ...["aws", "aws-recovery", "cloudflare", "github", "neon", "random", "tls"],
    ]);
    expect(JSON.stringify(providers)).not.to.include("planted");
  });
});
