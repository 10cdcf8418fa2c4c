import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../blueprint/environment";
import { DestroyGuard } from "./base/destroy-guard";
import { tagLogicalName } from "./base/logical-name";
import { environmentProviders, stackProviders } from "./base/providers";
import { Entrance } from "./edge/entrance";
import { declareData } from "./environment-data";
import { declareDelivery, declareMigrationVariable } from "./environment-delivery";
import { declareRegions } from "./environment-regions";
import {
  declareCells,
  declareEdge,
  declareLogin,
  loginsOf,
  scaleCells,
} from "./environment-workloads";

/** One environment of the product, from its key to its host names; the functions it calls are where components meet. */
export class Environment extends pulumi.ComponentResource {
  /** What people and pipelines read off the stack. */
  public readonly outputs: Readonly<Record<string, pulumi.Input<unknown>>>;

  public constructor(name: string, spec: EnvironmentSpec) {
    super(
      "platform:environment:Environment",
      name,
      {},
      {
        providers: [...stackProviders(spec.aws, spec.github), ...environmentProviders()],
        transformations: [tagLogicalName],
      },
    );

    for (const text of spec.waiting) void pulumi.log.warn(text, this);
    const regions = declareRegions(name, spec, this);
    const { context } = regions.home;
    const delivery = declareDelivery(name, spec, context, this);
    const data = declareData(name, spec, regions, delivery.githubEnvironment, this);
    if (data.database !== undefined) {
      declareMigrationVariable(name, spec, delivery, data.database.migrationSecretArn, this);
    }
    const login = declareLogin(name, spec, this);
    const logins = loginsOf(spec, login);
    const cells = declareCells(name, spec, regions, { data, logins }, this);
    declareEdge(name, spec, context, { data, login }, this);
    // Traffic moves between the two: a cell has its tasks before it is led there, and keeps them until it is led away.
    const ready = [
      ...scaleCells(cells, ["live", "warm"]),
      ...Object.values(logins).flatMap(({ applications }) => applications),
    ];
    const entrance = new Entrance(
      `${name}-entrance`,
      { spec, cells: cells.map(({ cell }) => cell), ready },
      { parent: this },
    );
    scaleCells(cells, ["idle"], entrance.moved);
    scaleCells(cells, ["recovery"]);
    if (spec.protectData) new DestroyGuard(`${name}-guard`, { of: this }, { parent: this });

    this.outputs = {
      host: spec.identity.host,
      deployRoleArn: delivery.identity.roleArn,
      previewRoleArn: delivery.identity.previewRoleArn,
      ...(entrance.liveHost !== undefined && { liveHost: entrance.liveHost }),
      ...(data.database !== undefined && {
        databaseProjectId: data.database.projectId,
        databaseBranchId: data.database.branchId,
      }),
    };
    this.registerOutputs(this.outputs);
  }
}
