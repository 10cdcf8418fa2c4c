import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "chai";
import { getConnectionUriOutput } from "../../providers/neon/sdk/get-connection-uri";
import { plantedMarker } from "../../sandbox/neon-api/identities";
import { NeonEmulator } from "../../sandbox/neon-api/neon-emulator";
import { NeonStack } from "./support/neon-stack";
import { declareWorld, regionId, vpcEndpointId } from "./support/neon-world";
import { attempt, type Operation, type OperationName } from "./support/operation";
import { describeEngine } from "./support/sandbox";
import { seededSample, seedNote, share } from "./support/share";

const operations: readonly OperationName[] = ["preview", "up", "refresh", "destroy"];

const keysFrom = ["environment", "configuration"] as const;

for (const keyFrom of seededSample(keysFrom, share({ seeded: 1, full: 2 }), "Neon's key")) {
  describeEngine(
    `The Neon provider's secrets, with the API key from the ${keyFrom} (${seedNote})`,
    () => {
      let neon: NeonEmulator;
      let opened: NeonStack;
      const said = new Map<string, string>();

      before(async function () {
        this.timeout(0);
        neon = await NeonEmulator.start({ pace: { polls: 0 } });
        neon.neon.vpcEndpoints.set(vpcEndpointId, { regionId, label: "ours" });
        opened = await NeonStack.open({
          neon,
          keyFrom,
          program: () => {
            const { project, role, key, masked, endpoint } = declareWorld({
              name: "it",
              edition: 1,
              now: neon.clock.time,
            });
            const { uri } = getConnectionUriOutput(
              { projectId: project.id, databaseName: "shop", roleName: "shop_owner" },
              { dependsOn: [masked, endpoint] },
            );
            return Promise.resolve({ uri, password: role.password, key: key.key });
          },
        });
        const verbose = { logVerbosity: 9, logToStdErr: true, logFlow: true };
        neon.faults.plan({ kind: "locked" }, { request: "POST /projects/*/branches/*/roles" });
        // Neon's answers with a password or a key in them are lost, or come with an error.
        const told = "POST /organizations/*/api_keys";
        neon.faults.plan({ kind: "server-error", status: 500, workDone: true }, { request: told });
        neon.faults.plan(
          { kind: "throttled", retryAfterSeconds: 0 },
          { request: "GET /projects/*/connection_uri", times: 6 },
        );
        const failed = await attempt(opened.stack, "up", verbose);
        assert.isDefined(failed.failure);
        assert.equal(neon.faults.pending, 0);
        said.set("an up that fails", spoken(failed));
        for (const name of operations) {
          const operation = await attempt(opened.stack, name, verbose);
          assert.isUndefined(operation.failure, operation.failure?.message.slice(-2_000));
          said.set(name, spoken(operation));
        }
      });
      after(async () => {
        opened.dispose();
        await neon.close();
      });

      it("are there: passwords, keys and what is made of them", () => {
        assert.isAtLeast(neon.secrets.length, 6);
        for (const secret of neon.secrets) assert.include(secret, plantedMarker);
      });

      for (const name of ["an up that fails", ...operations]) {
        it(`are in nothing that ${name} says, even to who asks for the most verbose log`, () => {
          const text = said.get(name) ?? "";
          assert.include(text, `"v":9}`, "there is a verbose log");
          assert.deepEqual(leaksIn(text), []);
        });
      }

      it("stand in no file of the engine: state, backups, history, logs, settings", () => {
        const files = filesIn(opened.folder);
        for (const kind of ["stacks", "backups", "history", "workspace"]) {
          assert.isTrue(
            files.some((file) => file.includes(`${kind}/`)),
            kind,
          );
        }
        const leaks = files.flatMap((file) =>
          leaksIn(readFileSync(file).toString("latin1")).map((leak) => `${file}: ${leak}`),
        );
        assert.deepEqual(leaks, []);
      });

      /** What is around each secret that a text gives away, also in the forms in which texts carry bytes. */
      function leaksIn(text: string): readonly string[] {
        const encoded = neon.secrets.map((secret) => Buffer.from(secret).toString("base64"));
        const forms = [plantedMarker, ...encoded.map((form) => form.replace(/=+$/, ""))];
        return forms.flatMap((form) => {
          const at = text.indexOf(form);
          return at < 0 ? [] : [text.slice(Math.max(0, at - 200), at + 60)];
        });
      }
    },
  );
}

/**
 * Everything that is said, but for what the engine and the SDK write of their own accord, for every provider, with secrets
 * opened: the SDK's debug messages, and four messages of a log of verbosity 7 and more.
 */
function spoken({ output, events, failure }: Operation): string {
  const told = events.filter(
    ({ diagnosticEvent }) => String(diagnosticEvent?.severity) !== "debug",
  );
  return [output, JSON.stringify(told), failure?.message ?? ""]
    .join("\n")
    .split("\n")
    .filter((line) => !enginesOwn.test(line))
    .join("\n");
}

const enginesOwn =
  /"msg":"(?:Marshaling property for RPC\[|Unmarshaling property for RPC\[|Planner decided|(?:eventSink::Debug\(<\{%reset%\}>)?(?:RegisterResource|Invoke) RPC finished:)/;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
