import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { scrubCredentials } from "../../sandbox/offline";

describe("offline work", () => {
  it("removes the clouds' credentials from the environment and leaves the rest", () => {
    const environment = {
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_PROFILE: "x",
      CLOUDFLARE_API_TOKEN: "x",
      GITHUB_TOKEN: "x",
      NEON_API_KEY: "x",
      PULUMI_ACCESS_TOKEN: "x",
      MY_REGISTRY_PASSWORD: "x",
      PATH: "/bin",
      NO_COLOR: "1",
    };
    scrubCredentials(environment);
    expect(environment).to.deep.equal({ PATH: "/bin", NO_COLOR: "1" });
  });

  /** In a process of its own, since the refusal lasts as long as the process. */
  function attempt(code: string): string {
    const offline = join(__dirname, "..", "..", "sandbox", "offline.ts");
    const script = `const { refuseNetwork } = require(${JSON.stringify(offline)}); refuseNetwork(); ${code}`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx", "-e", script], {
      encoding: "utf8",
      cwd: join(__dirname, "..", ".."),
    });
    return stdout + stderr;
  }

  it("refuses a connection to an address of the internet", () => {
    const said = attempt(
      `try { require("node:net").connect(443, "192.0.2.1"); } catch (e) { console.log(e.message); }`,
    );
    expect(said).to.include("the offline preview connects to nothing").and.include("192.0.2.1");
  });

  it("refuses a request by name", () => {
    const said = attempt(
      `require("node:https").get("https://api.example.com").on("error", (e) => console.log(e.message));`,
    );
    expect(said).to.include("the offline preview connects to nothing");
  });

  it("lets loopback through", () => {
    const said = attempt(
      `const server = require("node:net").createServer((s) => s.end("hello")).listen(0, "127.0.0.1", () => {
        require("node:net").connect(server.address().port, "127.0.0.1").on("data", (d) => { console.log(String(d)); server.close(); });
      });`,
    );
    expect(said).to.include("hello");
  });
});
