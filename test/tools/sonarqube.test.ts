import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { JsonApi } from "../../operations/json-api";
import { setGate } from "../../tools/sonarqube/set-gate";
import { conditions } from "../../tools/sonarqube/wanted";

interface Held {
  readonly id: string;
  readonly metric: string;
  readonly op: string;
  readonly error: string;
}

/** A SonarQube that knows what this tool asks, and answers as its Web API documents. */
class EmulatedSonarQube {
  public readonly projects = new Set<string>();
  public readonly gates = new Map<string, Held[]>();
  public readonly profiles = [
    { key: "ts-way", name: "Sonar way", language: "ts", isBuiltIn: true },
    { key: "js-way", name: "Sonar way", language: "js", isBuiltIn: true },
  ];
  public readonly chosen = new Map<string, string>();
  private readonly server: Server;
  private ids = 0;

  public constructor() {
    this.server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://sonar");
      const given = Object.fromEntries(searchParams) as Record<string, string>;
      const answer = this.answer(request.method ?? "", pathname.replace("/api/", ""), given);
      response.writeHead(answer === undefined ? 404 : answer === null ? 204 : 200);
      response.end(answer ? JSON.stringify(answer) : undefined);
    });
  }

  public async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  public close(): void {
    this.server.close();
  }

  private answer(
    method: string,
    path: string,
    given: Readonly<Record<string, string>>,
  ): object | null | undefined {
    const { project = "", name = "", gateName = "", language = "" } = given;
    switch (`${method} ${path}`) {
      case "GET projects/search":
        return { components: [...this.projects].map((key) => ({ key })) };
      case "POST projects/create":
        this.projects.add(project);
        return { project: { key: project } };
      case "GET qualitygates/show": {
        const held = this.gates.get(name);
        return held && { name, conditions: held };
      }
      case "POST qualitygates/create":
        // A new gate has conditions of SonarQube's own.
        this.gates.set(name, [{ id: "own", metric: "new_coverage", op: "LT", error: "60" }]);
        return { name };
      case "POST qualitygates/delete_condition":
        for (const [key, held] of this.gates)
          this.gates.set(
            key,
            held.filter(({ id }) => id !== given.id),
          );
        return null;
      case "POST qualitygates/create_condition": {
        const { metric = "", op = "", error = "" } = given;
        const held = this.gates.get(gateName);
        if (held === undefined || held.some((each) => each.metric === metric)) return undefined;
        held.push({ id: String(++this.ids), metric, op, error });
        return {};
      }
      case "POST qualitygates/select":
        this.chosen.set(`gate of ${given.projectKey ?? ""}`, gateName);
        return null;
      case "GET languages/list":
        return { languages: [{ key: "ts" }, { key: "js" }] };
      case "GET qualityprofiles/search":
        return { profiles: this.profiles.filter((each) => each.language === language) };
      case "POST qualityprofiles/copy": {
        const base = this.profiles.find(({ key }) => key === given.fromKey);
        if (base === undefined) return undefined;
        const { toName = "" } = given;
        this.profiles.push({ ...base, key: `${base.key}-own`, name: toName, isBuiltIn: false });
        return {};
      }
      case "POST qualityprofiles/add_project":
        this.chosen.set(`${language} of ${project}`, given.qualityProfile ?? "");
        return null;
      default:
        return undefined;
    }
  }
}

describe("the gate and profiles in SonarQube", () => {
  const wanted = { project: "acme_platform", name: "acme_platform" };
  let sonar: EmulatedSonarQube;
  let api: JsonApi;

  beforeEach(async () => {
    sonar = new EmulatedSonarQube();
    api = new JsonApi({ name: "SonarQube", address: await sonar.listen(), headers: {} });
  });

  afterEach(() => {
    sonar.close();
  });

  const held = () =>
    sonar.gates.get(wanted.name)?.map(({ metric, op, error }) => ({ metric, op, error }));

  it("are made where nothing is yet, for the languages that the server knows", async () => {
    await setGate(api, wanted, false);
    expect([...sonar.projects]).to.deep.equal(["acme_platform"]);
    expect(held()).to.have.deep.members([...conditions]);
    expect(Object.fromEntries(sonar.chosen)).to.deep.equal({
      "gate of acme_platform": "acme_platform",
      "ts of acme_platform": "acme_platform",
      "js of acme_platform": "acme_platform",
    });
  });

  it("are put right where somebody loosened them, and keep nothing that is not wanted", async () => {
    sonar.gates.set(wanted.name, [
      { id: "1", metric: "new_coverage", op: "LT", error: "10" },
      { id: "2", metric: "comment_lines", op: "LT", error: "5" },
    ]);
    const said = await setGate(api, wanted, false);
    expect(said).to.include("drops from the gate: new_coverage LT 10");
    expect(held()).to.have.deep.members([...conditions]);
  });

  it("are told and left alone in a dry run", async () => {
    const said = await setGate(api, wanted, true);
    expect(said).to.include("fails the gate on new_coverage LT 80");
    expect(sonar.gates.size + sonar.projects.size + sonar.chosen.size).to.equal(0);
  });
});
