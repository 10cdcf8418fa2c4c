import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Tier } from "../../../blueprint/tier";
import {
  databaseUrlArn,
  recordService,
  serviceSpec,
  sessionKeyArn,
  type Surroundings,
} from "../../support/container-service";

interface Container {
  readonly [key: string]: unknown;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

async function container(tier: Tier, surroundings?: Surroundings): Promise<Container> {
  const recorded = await recordService(tier, surroundings);
  const { containerDefinitions } = recorded.inputs("aws:ecs/taskDefinition:TaskDefinition");
  const [only, ...others] = JSON.parse(String(containerDefinitions)) as Container[];
  if (only === undefined || others.length > 0) throw new Error("expected one container");
  return only;
}

async function variables(tier: Tier, surroundings?: Surroundings) {
  const { environment } = await container(tier, surroundings);
  return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
}

describe("containerDefinitions", () => {
  it("runs the released image, by digest", async () => {
    expect((await container("production")).image).to.equal(serviceSpec("production").image);
  });

  it("holds no privilege and changes nothing of its image", async () => {
    expect(await container("production")).to.deep.include({
      user: "1000:1000",
      privileged: false,
      readonlyRootFilesystem: true,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { drop: ["ALL"] },
        tmpfs: [{ containerPath: "/tmp", size: 64, mountOptions: ["rw", "noexec", "nosuid"] }],
      },
    });
  });

  it("has an image that can be written to only where people may enter it", async () => {
    for (const [tier, readOnly] of [
      ["dev", false],
      ["staging", true],
      ["production", true],
    ] as const) {
      expect((await container(tier)).readonlyRootFilesystem, tier).to.equal(readOnly);
    }
  });

  it("listens on the workload's port", async () => {
    const { portMappings } = await container("staging", { spec: { port: 3000 } });
    expect(portMappings).to.deep.equal([{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }]);
  });

  describe("health check", () => {
    /** Runs the command as the container would, with nothing on its PATH but the one tool that the image brings. */
    async function check(tool: string | undefined, status: number): Promise<number> {
      const server = createServer((request, response) => {
        response.writeHead(request.url === "/healthz" ? status : 404).end();
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const { port } = server.address() as AddressInfo;
      const bin = await mkdtemp(join(tmpdir(), "image-"));
      try {
        if (tool !== undefined) await symlink(tool, join(bin, basename(tool)));
        const { healthCheck } = await container("staging", { spec: { port } });
        const [, command] = (healthCheck as { command: [string, string] }).command;
        const child = spawn("/bin/sh", ["-c", command], { env: { PATH: bin }, stdio: "ignore" });
        const [code] = (await once(child, "exit")) as [number];
        return code;
      } finally {
        server.close();
        await rm(bin, { recursive: true });
      }
    }

    it("passes a workload that answers, with the only tool a slim image has", async () => {
      expect(await check(process.execPath, 200)).to.equal(0);
    });

    it("fails one that answers with an error", async () => {
      expect(await check(process.execPath, 503)).to.equal(1);
    });

    it("fails where the image has no tool to ask with", async () => {
      expect(await check(undefined, 200)).to.equal(1);
    });
  });

  it("tells the workload its environment, log level and sample rate of errors", async () => {
    const common = { PORT: "8080", SERVICE: "admin", VERSION: "1.4.2", FEATURES: "orders" };
    expect(await variables("dev")).to.deep.equal({
      ...common,
      ENVIRONMENT: "dev",
      LOG_LEVEL: "debug",
      SENTRY_ENVIRONMENT: "dev",
      SENTRY_SAMPLE_RATE: "1",
      OBJECT_STORE_DOCUMENTS: "acme-documents",
    });
    expect(await variables("staging")).to.include({ LOG_LEVEL: "info", SENTRY_SAMPLE_RATE: "0.5" });
    expect(await variables("production")).to.include({
      ENVIRONMENT: "production",
      LOG_LEVEL: "warn",
      SENTRY_SAMPLE_RATE: "0.1",
    });
  });

  it("tells a workload behind a login who signs it, over what it says itself", async () => {
    const login = { LOGIN_ISSUER: "https://shop.test", LOGIN_AUDIENCE: "audience" };
    const told = await variables("staging", {
      spec: {
        login: { uris: ["admin.staging.example.com"], openUris: [] },
        environment: { LOGIN_ISSUER: "https://elsewhere.test" },
      },
      logins: { admin: { variables: login } },
    });
    expect(told).to.include(login);
  });

  it("lets no workload raise its own log level or take another environment's name", async () => {
    const environment = { LOG_LEVEL: "debug", ENVIRONMENT: "staging" };
    expect(await variables("production", { spec: { environment } })).to.include({
      LOG_LEVEL: "warn",
      ENVIRONMENT: "production",
    });
  });

  it("gives secrets by ARN, and none as a plain variable", async () => {
    const { secrets, environment } = await container("production");
    expect(secrets).to.deep.equal([
      { name: "DATABASE_URL", valueFrom: databaseUrlArn },
      { name: "SESSION_KEY", valueFrom: sessionKeyArn },
    ]);
    const plain = environment.map(({ name }) => name);
    expect(plain).to.not.include("DATABASE_URL").and.not.include("SESSION_KEY");
    expect(JSON.stringify(environment)).to.not.include("secretsmanager");
  });

  it("gives no database to a workload that uses none", async () => {
    const { secrets } = await container("production", { spec: { usesDatabase: false } });
    expect(secrets.map(({ name }) => name)).to.deep.equal(["SESSION_KEY"]);
  });

  it("is the same revision whatever the order in which variables are declared", async () => {
    const one = await container("dev", { spec: { environment: { A: "1", B: "2" } } });
    const other = await container("dev", { spec: { environment: { B: "2", A: "1" } } });
    expect(JSON.stringify(one)).to.equal(JSON.stringify(other));
  });

  it("logs to the service's own group in the cell's region, without holding requests up", async () => {
    expect((await container("production")).logConfiguration).to.deep.equal({
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/ecs/acme-production-blue-admin",
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "1.4.2",
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    });
  });
});
