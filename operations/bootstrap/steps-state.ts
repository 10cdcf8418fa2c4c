import * as z from "zod";
import type { AwsAccountSpec } from "../../blueprint/environment";
import { stateAlias, stateBucket, stateUrl } from "../../components/delivery/state-permissions";
import { answer, done, type Step, type World } from "./step";

const stacks = z.array(z.object({ name: z.string() }));

/** Where Pulumi remembers the account's stacks, and this one among them. */
export function stateSteps(
  stack: string,
  product: string,
  { accountId, region }: AwsAccountSpec,
): readonly Step[] {
  const bucket = stateBucket(product, accountId);
  const alias = stateAlias(product);
  const url = stateUrl(product, accountId);
  const provider = `awskms://${alias}?region=${region}`;
  return [
    done("the state's bucket and its key", (world) => isStateThere(world, bucket, alias, region), [
      ...["aws", "cloudformation", "deploy", "--region", region],
      ...["--stack-name", `${product}-state`, "--template-file", "operations/bootstrap/state.yaml"],
      ...["--parameter-overrides", `Bucket=${bucket}`, `KeyAlias=${alias}`],
      "--no-fail-on-empty-changeset",
    ]),
    done(
      "Pulumi looks there",
      async (world) => {
        const said = await answer(world, ["pulumi", "whoami", "--json"]);
        return said?.includes(`"${url}"`) === true;
      },
      ["pulumi", "login", url],
    ),
    done(
      `the stack ${stack}, whose secrets the key encrypts`,
      async (world) => {
        const listed = await answer(world, ["pulumi", "stack", "ls", "--json"]);
        return stacks.parse(JSON.parse(listed ?? "[]")).some(({ name }) => name === stack);
      },
      ["pulumi", "stack", "init", stack, "--secrets-provider", provider],
    ),
  ];
}

/** Made by the template, or by hand before there was one. */
async function isStateThere(
  world: World,
  bucket: string,
  alias: string,
  region: string,
): Promise<boolean> {
  const key = await answer(world, [
    ...["aws", "kms", "describe-key", "--region", region, "--key-id", alias],
  ]);
  const found = await answer(world, [
    ...["aws", "s3api", "get-bucket-encryption", "--bucket", bucket],
  ]);
  return key !== undefined && found?.includes("aws:kms") === true;
}
