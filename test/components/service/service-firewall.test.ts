import { expect } from "chai";
import { recordService, type Surroundings } from "../../support/container-service";

interface Rule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlocks?: readonly string[];
}

async function firewall(surroundings?: Surroundings) {
  const recorded = await recordService("production", surroundings);
  return recorded.inputs("aws:ec2/securityGroup:SecurityGroup") as {
    ingress: readonly Rule[];
    egress: readonly Rule[];
  };
}

describe("declareFirewall", () => {
  it("lets in the cell's load balancer on the workload's port, and nobody else", async () => {
    expect((await firewall({ spec: { port: 3000 } })).ingress).to.deep.equal([
      {
        description: "Load balancer of the cell",
        protocol: "tcp",
        fromPort: 3000,
        toPort: 3000,
        securityGroups: ["sg-load-balancer"],
      },
    ]);
  });

  it("lets out TLS, and Postgres for a workload that uses the database", async () => {
    const ports = async (surroundings: Surroundings) =>
      (await firewall(surroundings)).egress.map(({ fromPort, toPort }) => [fromPort, toPort]);
    expect(await ports({ spec: { usesDatabase: false } })).to.deep.equal([[443, 443]]);
    expect(await ports({ spec: { usesDatabase: true } })).to.deep.equal([
      [443, 443],
      [5432, 5432],
    ]);
  });
});
