import { expect } from "chai";
import { createApiClient } from "@neondatabase/api-client";
import { type Match, publishedContract } from "../../../sandbox/neon-api/contract";
import { openNeon, refused } from "../../../sandbox/neon-api/open-neon";

const contract = publishedContract();

function match(method: string, path: string): Match {
  const found = contract.match(method, path);
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
}

function bodyProblems(method: string, path: string, body: unknown): readonly string[] {
  return contract.requestProblems(match(method, path), { query: {}, body });
}

function queryProblems(path: string, query: Record<string, string>): readonly string[] {
  return contract.requestProblems(match("GET", path), { query, body: undefined });
}

describe("the contract of Neon's API", () => {
  it("names every operation as the client does", () => {
    const client = createApiClient({ apiKey: null }) as unknown as Record<string, unknown>;
    expect(contract.methods).to.have.length.above(150);
    expect(contract.methods.filter((name) => typeof client[name] !== "function")).to.deep.equal([]);
  });

  it("prefers a path without parameters", () => {
    expect(match("GET", "/projects/shared").method).to.equal("listSharedProjects");
    expect(match("GET", "/projects/shop").method).to.equal("getProject");
  });

  it("knows no other path and no other method", () => {
    expect(contract.match("GET", "/project")).to.equal(undefined);
    expect(contract.match("PUT", "/projects/shop")).to.equal(undefined);
  });

  it("refuses a query parameter that is not described, missing, or wrong", () => {
    expect(queryProblems("/projects", { limit: "400", search: "x" })).to.deep.equal([]);
    expect(queryProblems("/projects", { name: "x" })).to.deep.equal([
      "query parameter name is not described",
    ]);
    expect(queryProblems("/projects", { limit: "401" })).to.deep.equal([
      "query.limit must be <= 400",
    ]);
    expect(queryProblems("/projects", { recoverable: "maybe" })).to.deep.equal([
      "query.recoverable must be boolean",
    ]);
    expect(queryProblems("/projects/shop/connection_uri", { role_name: "app" })).to.deep.equal([
      "query parameter database_name is missing",
    ]);
  });

  it("refuses a path parameter that cannot be", () => {
    expect(queryProblems("/projects/No_Such", {})).to.deep.equal([
      'path.project_id must match pattern "^[a-z0-9-]{1,60}$"',
    ]);
  });

  it("refuses a property that is not described, at any depth", () => {
    expect(bodyProblems("POST", "/projects", { project: { region: "x" } })).to.deep.equal([
      "body.project must NOT have additional properties: region",
    ]);
    const settings = { allowed_ips: { primary_branch_only: true } };
    expect(bodyProblems("PATCH", "/projects/shop", { project: { settings } })).to.deep.equal([
      "body.project.settings.allowed_ips must NOT have additional properties: primary_branch_only",
    ]);
  });

  it("refuses a wrong type, a value out of range, and what is missing", () => {
    const endpoint = { branch_id: "br-1", type: "write", autoscaling_limit_min_cu: 0.1 };
    expect(bodyProblems("POST", "/projects/shop/endpoints", { endpoint })).to.have.members([
      "body.endpoint.type must be equal to one of the allowed values",
      "body.endpoint.autoscaling_limit_min_cu must be >= 0.25",
    ]);
    expect(bodyProblems("POST", "/projects", { project: { pg_version: "17" } })).to.deep.equal([
      "body.project.pg_version must be integer",
    ]);
    expect(bodyProblems("POST", "/projects", undefined)).to.deep.equal(["the body is missing"]);
    expect(bodyProblems("POST", "/projects", {})).to.deep.equal([
      "body must have required property 'project'",
    ]);
    expect(bodyProblems("DELETE", "/projects/shop", {})).to.deep.equal(["no body is described"]);
  });

  it("allows null only where Neon does", () => {
    const path = "/projects/shop/branches/br-1";
    expect(bodyProblems("PATCH", path, { branch: { expires_at: null } })).to.deep.equal([]);
    expect(bodyProblems("PATCH", path, { branch: { name: null } })).to.deep.equal([
      "body.branch.name must be string",
    ]);
    expect(bodyProblems("PATCH", path, { branch: { expires_at: "tomorrow" } })).to.deep.equal([
      'body.branch.expires_at must match format "date-time"',
    ]);
  });

  it("takes the parts of a body together", () => {
    const path = "/projects/shop/branch_anonymized";
    const body = { annotation_value: { ref: "main" }, branch_create: {}, masking_rules: [] };
    expect(bodyProblems("POST", path, body)).to.deep.equal([]);
  });

  it("finds what a reply lacks and what it has too much of", () => {
    const found = match("GET", "/projects/shop/branches/br-1/roles/app");
    const now = "2026-01-15T12:00:00Z";
    const role = { branch_id: "br-1", name: "app", created_at: now, updated_at: now };
    expect(contract.replyProblems(found, 200, { role })).to.deep.equal([]);
    expect(contract.replyProblems(found, 200, { role: { ...role, name: 1 } })).to.deep.equal([
      "reply.role.name must be string",
    ]);
    expect(contract.replyProblems(found, 200, { role, roles: [] })).to.deep.equal([
      "reply must NOT have additional properties: roles",
    ]);
    expect(contract.replyProblems(found, 202, { role })).to.deep.equal([
      "status 202 is not described",
    ]);
  });
});

describe("an unprepared request", () => {
  async function ask(method: string, path: string, body?: unknown): Promise<string> {
    const { emulator } = await openNeon();
    const response = await fetch(`${emulator.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${emulator.apiKey}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(response.status).to.equal(400);
    let message = "";
    try {
      emulator.assertPrepared();
    } catch (error) {
      message = (error as Error).message;
    }
    await emulator.close();
    return message;
  }

  it("is refused and listed where Neon has no such path", async () => {
    expect(await ask("GET", "/tables")).to.equal(
      "Neon would not have understood:\nGET /tables: Neon has no such path",
    );
  });

  it("is refused and listed where a property is not described", async () => {
    expect(await ask("POST", "/projects", { project: { colour: "red" } })).to.contain(
      "POST /projects: body.project must NOT have additional properties: colour",
    );
  });

  it("is refused and listed where the emulator does not do it", async () => {
    expect(await ask("GET", "/users/me")).to.contain("the emulator does not do getCurrentUserInfo");
  });

  it("is listed where the emulator's own reply is not as described", async () => {
    const { emulator, client } = await openNeon();
    const { data } = await client.createProject({ project: {} });
    emulator.neon.project(data.project.id).project.history_retention_seconds = 0.5;
    await client.getProject(data.project.id);
    expect(() => {
      emulator.assertPrepared();
    }).to.throw("the emulator's reply.project.history_retention_seconds must be integer");
    await emulator.close();
  });

  it("leaves nothing to complain of when there is none", async () => {
    const { emulator, client } = await openNeon();
    expect((await refused(client.getProject("no-such"))).status).to.equal(404);
    emulator.assertPrepared();
    await emulator.close();
  });
});
