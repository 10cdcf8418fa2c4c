import type { Sites } from "../operations/release/world";
import type { Build as Asked } from "../rollout/stages/build";
import type { SiteDeployment } from "../rollout/stages/picture";
import type { Build } from "./builds";
import type { FleetProcess } from "./fleet/calls";

interface Deployed extends SiteDeployment {
  readonly workload: string;
  readonly build: Build;
}

/** Sites as Cloudflare Pages keeps them: every upload has an address of its own, and one of them is live. */
export class LocalSites implements Sites {
  private readonly deployed: Deployed[] = [];
  private readonly lives = new Map<string, Deployed>();

  public constructor(
    private readonly fleet: FleetProcess,
    /** Host names of each site. */
    private readonly hosts: Readonly<Record<string, readonly string[]>>,
    private readonly builds: readonly Build[],
  ) {}

  public live(workload: string): Promise<SiteDeployment | undefined> {
    return Promise.resolve(this.lives.get(workload));
  }

  /** By workload. */
  public pictures(): Readonly<Record<string, SiteDeployment>> {
    return Object.fromEntries(this.lives);
  }

  public upload(workload: string, build: Asked): Promise<SiteDeployment> {
    return this.deploy(workload, build, false);
  }

  public makeLive(workload: string, build: Asked): Promise<SiteDeployment> {
    return this.deploy(workload, build, true);
  }

  public async goBack(workload: string, deploymentId: string): Promise<void> {
    const former = this.deployed.find(({ id }) => id === deploymentId);
    if (former === undefined) throw new Error(`${workload} has no deployment ${deploymentId}`);
    await this.serve(former, true);
  }

  private async deploy(
    workload: string,
    { digest }: Asked,
    isLive: boolean,
  ): Promise<SiteDeployment> {
    const build = this.builds.find((each) => each.workload === workload && each.digest === digest);
    if (build === undefined) throw new Error(`nobody built ${digest} of ${workload}`);
    const id = `${digest.slice("sha256:".length, "sha256:".length + 8)}${isLive ? "" : "-aside"}`;
    const made = { id, url: `http://${id}.${workload}.pages.dev/`, digest, workload, build };
    this.deployed.push(made);
    await this.serve(made, isLive);
    return made;
  }

  private async serve(site: Deployed, isLive: boolean): Promise<void> {
    const { workload, id, build } = site;
    const { version, digest, folder } = build;
    const hosts = this.hosts[workload] ?? [];
    await this.fleet.ask("serve", { workload, id, version, digest, folder, hosts, isLive });
    if (isLive) this.lives.set(workload, site);
  }
}
