import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import * as fc from "fast-check";
import { Edge, versionHeader } from "../../rehearsal/fleet/edge";
import type { Route, Version } from "../../rehearsal/fleet/routes";
import { Split } from "../../rehearsal/fleet/split";
import { type Visited, Visitors } from "../../rehearsal/fleet/visitors";

describe("the split of requests", () => {
  it("gives each version its percentage of any hundred requests, and at most one more or less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat(200), (share, before) => {
        const split = new Split();
        const weights = [
          { id: "old", weight: 100 - share },
          { id: "new", weight: share },
        ];
        for (let count = 0; count < before; count++) split.next(weights);
        const chosen = Array.from({ length: 100 }, () => split.next(weights));
        expect(chosen.filter((id) => id === "new").length).to.be.closeTo(share, 1);
      }),
    );
  });

  it("gives nothing to a version without a share", () => {
    const weights = [
      { id: "old", weight: 100 },
      { id: "new", weight: 0 },
    ];
    const split = new Split();
    const chosen = Array.from({ length: 50 }, () => split.next(weights));
    expect(new Set(chosen)).to.deep.equal(new Set(["old"]));
  });
});

describe("the rehearsal's edge", () => {
  const servers: Server[] = [];
  const ports = new Map<string, number>();
  const tested = new Map<string, string>();
  const [old, fresh] = ["old", "new"].map((id): Version => ({
    id,
    workload: "shop",
    version: `${id}-version`,
    digest: "",
    target: "aws-ecs",
    declared: {},
  })) as [Version, Version];
  const split = (weight: number): readonly Route[] => [
    {
      workload: "shop",
      host: "shop.test",
      path: "/",
      weights: [
        { version: old, weight: 100 - weight },
        { version: fresh, weight },
      ],
      versions: [old, fresh],
    },
  ];
  const ways = {
    routes: split(10),
    portOf: (id: string) => ports.get(id),
    testedOf: (workload: string) => tested.get(workload),
  };
  const edge = new Edge(ways);
  let port = 0;

  before(async () => {
    for (const id of ["old", "new"]) {
      const server = createServer((_, answer) => answer.end(id)).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      servers.push(server);
      ports.set(id, (server.address() as AddressInfo).port);
    }
    port = await edge.listen();
  });
  after(() => {
    edge.close();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  beforeEach(() => {
    ways.routes = split(10);
    tested.clear();
  });

  const ask = async (headers: Readonly<Record<string, string>> = {}, host = "shop.test") => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: "127.0.0.1", port, headers: { host, ...headers } }, resolve)
        .once("error", reject)
        .end();
    });
    const body = (await answer.setEncoding("utf8").toArray()).join("");
    return { status: answer.statusCode, version: answer.headers[versionHeader], body };
  };

  it("says which version answered", async () => {
    expect(await ask()).to.deep.equal({ status: 200, version: "old-version old", body: "old" });
  });

  it("asks the version that Cloudflare's override names, as long as it has a place in the deployment", async () => {
    const override = { "cloudflare-workers-version-overrides": 'shop="new"' };
    expect((await ask(override)).body).to.equal("new");
    ways.routes = split(0).map((route) => ({ ...route, weights: route.weights.slice(0, 1) }));
    expect((await ask(override)).body).to.equal("old");
  });

  it("leads a test to the revision that is tried, and visitors past it", async () => {
    ways.routes = split(0);
    tested.set("shop", "new");
    expect((await ask({ "x-release-test": "1" })).body).to.equal("new");
    expect((await ask()).body).to.equal("old");
  });

  it("answers for a version that does not run, in its name, and for nobody at an unknown host", async () => {
    ways.routes = split(100);
    const known = ports.get("new") ?? 0;
    ports.delete("new");
    expect(await ask()).to.include({ status: 502, version: "new-version new" });
    ports.set("new", known);
    expect(await ask({}, "elsewhere.test")).to.include({ status: 530, version: undefined });
  });

  it("loses no request of its visitors while shares change", async () => {
    const seen: Visited[] = [];
    const visit = { workload: "shop", host: "shop.test", path: "/", perSecond: 400 };
    const visitors = new Visitors(port, [visit], (visited) => seen.push(visited));
    for (const share of [0, 5, 50, 100, 0]) {
      ways.routes = split(share);
      const until = seen.length + 40;
      while (seen.length < until) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await visitors.stop();
    expect(visitors.inFlight).to.equal(0);
    expect(
      seen.filter(({ status, version }) => status !== 200 || version === undefined),
    ).to.deep.equal([]);
    expect(new Set(seen.map(({ id }) => id))).to.deep.equal(new Set(["old", "new"]));
  });
});
