import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a stand-in of the AWS SDK was asked last, by service, and is to answer; without an answer it hangs until told to stop. */
export const fakeAws: Record<"ecs" | "secrets", { asked: unknown; answer: unknown }> = {
  ecs: { asked: undefined, answer: undefined },
  secrets: { asked: undefined, answer: undefined },
};

/** The AWS SDK is Lambda's and no package of the project: a copy of a function finds this one in its place. */
export function installFakeSdk(folder: string): void {
  Object.assign(globalThis, { fakeAws });
  install(folder, "ecs", "client-ecs", "ECSClient", "DescribeServicesCommand");
  install(
    folder,
    "secrets",
    "client-secrets-manager",
    "SecretsManagerClient",
    "GetSecretValueCommand",
  );
}

function install(
  folder: string,
  service: keyof typeof fakeAws,
  module: string,
  client: string,
  command: string,
): void {
  const home = join(folder, "node_modules/@aws-sdk", module);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module", main: "index.js" }));
  writeFileSync(
    join(home, "index.js"),
    `export class ${command} {
       constructor(input) { this.input = input; }
     }
     export class ${client} {
       async send(command, { abortSignal }) {
         const fake = globalThis.fakeAws.${service};
         fake.asked = command.input;
         if (fake.answer !== undefined) return fake.answer;
         return new Promise((_, reject) => {
           abortSignal.addEventListener("abort", () => reject(abortSignal.reason));
         });
       }
     }`,
  );
}
