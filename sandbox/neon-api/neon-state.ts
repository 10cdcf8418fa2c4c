import type { Project } from "@neondatabase/api-client";
import type { AccessKey } from "./access";
import { settleAnonymization } from "./anonymization";
import type { EmulatedClock } from "./clock";
import type { EmulatedBranch } from "./emulated-branch";
import { EmulatedProject } from "./emulated-project";
import type { Identities } from "./identities";
import { OperationQueue, type Pace } from "./operation-queue";
import type { PlanLimits } from "./plans";
import { NeonRefusal, notFound } from "./refusal";
import type { Surroundings } from "./surroundings";

/** A VPC endpoint that belongs to an organisation. */
export interface OrganizationVpcEndpoint {
  readonly regionId: string;
  readonly label: string;
}

interface DeletedProject {
  readonly stored: EmulatedProject;
  readonly deletedAt: number;
}

export const recoverySeconds = 7 * 86_400;

/**
 * What there is at Neon. A test may change it behind the provider's back: the objects in the maps are the ones that
 * the next reply shows.
 */
export class NeonState implements Surroundings {
  public readonly projects = new Map<string, EmulatedProject>();
  public readonly deletedProjects = new Map<string, DeletedProject>();
  /** Keys by their token. */
  public readonly keys = new Map<string, AccessKey>();
  public readonly vpcEndpoints = new Map<string, OrganizationVpcEndpoint>();
  /** VPC endpoints that can't be assigned again. */
  public readonly removedVpcEndpoints = new Set<string>();
  public pace: Pace;
  private lsn = 0x1_de2_850;

  public constructor(
    public readonly clock: EmulatedClock,
    public readonly identities: Identities,
    public readonly limits: PlanLimits,
    public readonly organizations: readonly string[],
    pace: Pace,
  ) {
    this.pace = pace;
  }

  public project(id: string): EmulatedProject {
    const found = this.projects.get(id);
    if (found === undefined) throw notFound("project");
    return found;
  }

  public branch(projectId: string, branchId: string): EmulatedBranch {
    return this.project(projectId).branch(branchId);
  }

  public addProject(project: Project): EmulatedProject {
    const operations = new OperationQueue(project.id, this.clock, this.identities, () => this.pace);
    const stored = new EmulatedProject(project, operations, this);
    this.projects.set(project.id, stored);
    return stored;
  }

  /** Takes a project away with everything in it. */
  public removeProject(id: string): EmulatedProject {
    const stored = this.project(id);
    this.projects.delete(id);
    this.deletedProjects.set(id, { stored, deletedAt: this.clock.time });
    return stored;
  }

  /** The organisation that a request means: its own word, or else the key's. */
  public organizationOf(key: AccessKey, stated: string | undefined): string {
    const orgId = stated ?? key.orgId;
    if (orgId === undefined)
      throw new NeonRefusal(400, "org_id is required for a personal API key");
    if (!this.organizations.includes(orgId)) throw notFound("organization");
    if (key.orgId !== undefined && key.orgId !== orgId) {
      throw new NeonRefusal(403, "the API key does not permit this action");
    }
    return orgId;
  }

  public nextLsn(): number {
    this.lsn += 0x58;
    return this.lsn;
  }

  /** Begins a request: lets the time that has passed have its effect. */
  public settle(projectId: string | undefined): void {
    for (const project of this.projects.values()) {
      project.operations.settle();
      for (const { branch } of [...project.branches.values()]) {
        if (branch.expires_at !== undefined && Date.parse(branch.expires_at) <= this.clock.time) {
          project.removeBranch(branch.id, "ttl");
        }
      }
      for (const { snapshot } of [...project.snapshots.values()]) {
        const expires = snapshot.expires_at;
        if (expires !== undefined && Date.parse(expires) <= this.clock.time) {
          project.snapshots.delete(snapshot.id);
        }
      }
    }
    const reached = this.projects.get(projectId ?? "");
    for (const stored of reached?.branches.values() ?? []) settleAnonymization(this, stored);
  }

  /** Ends a request, which takes the operations of its project on. */
  public tick(projectId: string | undefined): void {
    for (const { id, operations } of this.projects.values()) operations.tick(id === projectId);
  }
}
