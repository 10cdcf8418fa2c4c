import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { functionCode } from "../../components/network/function-code";
import { folderForEach } from "../support/temporary-folder";
import { databaseForEach, event, type RolesDatabase, usual } from "./roles-database";

interface Called {
  readonly answer: unknown;
  /** What Lambda would send to who called, and log. */
  readonly output: string;
}

describe("database-roles as Lambda runs it", function () {
  this.timeout(60_000);
  let database: RolesDatabase;
  let folder: string;
  databaseForEach((created) => {
    database = created;
  });
  folderForEach((made) => {
    folder = made;
  });
  beforeEach(() => unpack(folder));

  const passwords = [usual.migrator, usual.app, usual.readOnly].map(({ password }) => password);

  it("reads the secrets of the event, and answers what it changed", async () => {
    const { answer, output } = call();
    expect(answer).to.include({ left: "" }).and.to.have.property("granted").that.is.above(10);
    await database.connect(usual.app)`SELECT 1`;
    expect(call().answer).to.deep.equal({ granted: 0, revoked: 0, left: "" });
    for (const password of passwords) expect(output).not.to.contain(password);
  });

  it("logs what is not the migrator's to take away", async () => {
    call();
    await database.superuser().unsafe("CREATE TABLE public.audit (id int)");
    await database.superuser().unsafe("GRANT INSERT ON public.audit TO app");
    expect(call().output).to.contain("not the migrator's to take away: app on table public.audit");
  });

  it("fails in one line that says why, where a role may too much", async () => {
    await database.superuser().unsafe("CREATE ROLE app LOGIN; GRANT neon_superuser TO app");
    const { answer, output } = call();
    expect(answer).to.equal(undefined);
    expect(output).to.match(
      /^Error: the roles of shop on localhost: the role "app" is a member of neon_superuser, [^\n]+$/,
    );
  });

  it("asks for the very version that it was told, and tells what Secrets Manager says", () => {
    const other = { ...event, app: { ...event.app, versionId: "2" } };
    expect(call(other).output).to.contain("ResourceNotFoundException: no arn:app 2");
  });

  it("trusts no server that the runtime's own certificates don't vouch for", () => {
    const { answer, output } = call(event, { NODE_EXTRA_CA_CERTS: undefined });
    expect(answer).to.equal(undefined);
    expect(output).to.contain("self-signed certificate");
  });

  /** Calls the handler in a process of its own, with the unpacked archive as its folder. */
  function call(input: unknown = event, change: NodeJS.ProcessEnv = {}): Called {
    const certificate = join(folder, "certificate.pem");
    writeFileSync(certificate, database.server.certificate);
    const { stdout, stderr } = spawnSync(process.execPath, ["runtime.mjs", JSON.stringify(input)], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: certificate,
        SECRETS: JSON.stringify({
          "arn:migrator 1": database.url(usual.migrator),
          "arn:app 1": database.url(usual.app),
          "arn:read-only 1": database.url(usual.readOnly),
        }),
        ...change,
      },
    });
    const [, answer] = /^answer (.*)$/m.exec(stdout) ?? [];
    return {
      answer: answer === undefined ? undefined : readAnswer(answer),
      output: `${stdout}${stderr}`.trim(),
    };
  }
});

/** A file or folder of an archive, as the SDK knows it. */
interface Part {
  readonly path: string | Promise<string>;
}

function readAnswer(text: string): unknown {
  const { left, ...rest } = JSON.parse(text) as { readonly left: readonly string[] };
  return { ...rest, left: left.join() };
}

/** The archive as Lambda unpacks it, beside a stand-in of the AWS SDK and of the runtime that calls the handler. */
async function unpack(folder: string): Promise<void> {
  const { archive } = functionCode("functions/database-roles", ["postgres"]);
  const { assets } = archive as unknown as { assets: Promise<Record<string, Part>> };
  for (const [name, part] of Object.entries(await assets)) {
    cpSync(await part.path, join(folder, name), { recursive: true });
  }
  const sdk = join(folder, "node_modules/@aws-sdk/client-secrets-manager");
  mkdirSync(sdk, { recursive: true });
  writeFileSync(join(sdk, "package.json"), JSON.stringify({ type: "module", main: "index.js" }));
  writeFileSync(
    join(sdk, "index.js"),
    `const secrets = JSON.parse(process.env.SECRETS);
     export class GetSecretValueCommand {
       constructor(input) { this.input = input; }
     }
     export class SecretsManagerClient {
       async send({ input }, { abortSignal }) {
         abortSignal.throwIfAborted();
         const SecretString = secrets[input.SecretId + " " + input.VersionId];
         if (SecretString !== undefined) return { SecretString };
         const error = new Error("no " + input.SecretId + " " + input.VersionId);
         throw Object.assign(error, { name: "ResourceNotFoundException" });
       }
     }`,
  );
  writeFileSync(
    join(folder, "runtime.mjs"),
    `import { handler } from "./index.mjs";
     try {
       console.log("answer " + JSON.stringify(await handler(JSON.parse(process.argv[2]), {})));
     } catch (error) {
       // The runtime sends the trace and logs every property.
       console.error(error.stack, ...Object.entries(error));
     }`,
  );
}
