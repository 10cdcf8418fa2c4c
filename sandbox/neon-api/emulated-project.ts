import {
  type Branch,
  type Endpoint,
  EndpointState,
  EndpointType,
  OperationAction,
  type Project,
  type ProjectPermission,
  type Role,
  type Snapshot,
} from "@neondatabase/api-client";
import { deprecatedBranchFields, deprecatedEndpointFields } from "./deprecated-fields";
import { type Content, EmulatedBranch, type StoredRole } from "./emulated-branch";
import type { OperationQueue, Step } from "./operation-queue";
import { checkCompute, type ComputeSize } from "./plans";
import { NeonRefusal, notFound } from "./refusal";
import type { Surroundings } from "./surroundings";

/** A snapshot with what it holds. */
export interface StoredSnapshot {
  readonly snapshot: Snapshot;
  readonly content: Content;
}

/** A branch that was deleted, until it can be taken back no longer. */
export interface DeletedBranch {
  readonly stored: EmulatedBranch;
  readonly endpoints: readonly Endpoint[];
  readonly deletedAt: number;
  readonly method: "user" | "ttl";
}

export interface EndpointOptions extends ComputeSize {
  readonly type: EndpointType;
  readonly settings?: Endpoint["settings"];
  readonly disabled?: boolean;
  readonly name?: string;
}

/** A project with everything in it. */
export class EmulatedProject {
  public readonly branches = new Map<string, EmulatedBranch>();
  public readonly deletedBranches = new Map<string, DeletedBranch>();
  public readonly endpoints = new Map<string, Endpoint>();
  public readonly permissions = new Map<string, ProjectPermission>();
  public readonly snapshots = new Map<string, StoredSnapshot>();
  /** Labels of the VPC endpoints that may connect, by id. */
  public readonly vpcEndpoints = new Map<string, string>();

  public constructor(
    public readonly project: Project,
    public readonly operations: OperationQueue,
    private readonly neon: Surroundings,
  ) {}

  public get id(): string {
    return this.project.id;
  }

  public get defaultBranch(): EmulatedBranch {
    const found = [...this.branches.values()].find(({ branch }) => branch.default);
    if (found === undefined) throw new Error("a project has a default branch");
    return found;
  }

  public branch(id: string): EmulatedBranch {
    const found = this.branches.get(id);
    if (found === undefined) throw notFound("branch");
    return found;
  }

  public endpoint(id: string): Endpoint {
    const found = this.endpoints.get(id);
    if (found === undefined) throw notFound("endpoint");
    return found;
  }

  public snapshot(id: string): StoredSnapshot {
    const found = this.snapshots.get(id);
    if (found === undefined) throw notFound("snapshot");
    return found;
  }

  public endpointsOf(branchId: string): Endpoint[] {
    return [...this.endpoints.values()].filter((endpoint) => endpoint.branch_id === branchId);
  }

  public readWriteEndpoint(branchId: string): Endpoint | undefined {
    return this.endpointsOf(branchId).find(({ type }) => type === EndpointType.ReadWrite);
  }

  public childrenOf(branchId: string): EmulatedBranch[] {
    return [...this.branches.values()].filter(({ branch }) => branch.parent_id === branchId);
  }

  public refuseTakenName(name: string): void {
    if ([...this.branches.values()].some(({ branch }) => branch.name === name)) {
      throw new NeonRefusal(409, `branch already exists; branch_name:"${name}"`);
    }
  }

  /** A role with a password of Neon's making. */
  public newRole(branchId: string, name: string, method = "password"): StoredRole {
    const now = this.neon.clock.timestamp();
    const role: Role = {
      branch_id: branchId,
      name,
      protected: false,
      authentication_method: method,
      created_at: now,
      updated_at: now,
    };
    return { role, password: this.neon.identities.password() };
  }

  /** Adds a branch in state `init`; an operation makes it `ready`. */
  public addBranch(
    overrides: Partial<Branch> & Pick<Branch, "name">,
    content: (branchId: string) => Content,
  ): EmulatedBranch {
    const now = this.neon.clock.timestamp();
    const id = this.neon.identities.branch();
    const branch: Branch = {
      id,
      project_id: this.id,
      current_state: "init",
      pending_state: "ready",
      state_changed_at: now,
      creation_source: "api",
      default: false,
      protected: false,
      ...deprecatedBranchFields,
      compute_time_seconds: 0,
      active_time_seconds: 0,
      written_data_bytes: 0,
      data_transfer_bytes: 0,
      init_source: "parent-data",
      created_at: now,
      updated_at: now,
      ...overrides,
    };
    const stored = new EmulatedBranch(branch, content(id), this.neon.clock, () =>
      this.neon.nextLsn(),
    );
    this.branches.set(id, stored);
    return stored;
  }

  /** The operation that makes a new branch ready. */
  public makeReady(
    { branch }: EmulatedBranch,
    action: OperationAction = OperationAction.CreateBranch,
  ): Step {
    return {
      action,
      branchId: branch.id,
      finish: () => {
        branch.current_state = "ready";
        delete branch.pending_state;
        branch.state_changed_at = this.neon.clock.timestamp();
      },
    };
  }

  /** Refuses a compute that the branch or the plan has no room for. */
  public checkEndpoint(branchId: string | undefined, options: EndpointOptions): void {
    const taken = branchId !== undefined && this.readWriteEndpoint(branchId) !== undefined;
    if (options.type === EndpointType.ReadWrite && taken) {
      throw new NeonRefusal(409, "read-write endpoint already exists");
    }
    checkCompute(this.neon.limits, this.sizeOf(options));
  }

  /** Adds a compute in state `init`; an operation starts it. */
  public addEndpoint(branchId: string, options: EndpointOptions): Endpoint {
    const now = this.neon.clock.timestamp();
    const id = this.neon.identities.endpoint();
    const { proxy_host, region_id } = this.project;
    const { autoscaling_limit_min_cu: min = 0.25, ...size } = this.sizeOf(options);
    const endpoint: Endpoint = {
      id,
      host: `${id}.${proxy_host}`,
      project_id: this.id,
      branch_id: branchId,
      region_id,
      type: options.type,
      autoscaling_limit_min_cu: min,
      autoscaling_limit_max_cu: size.autoscaling_limit_max_cu ?? min,
      suspend_timeout_seconds: size.suspend_timeout_seconds ?? 0,
      current_state: EndpointState.Init,
      pending_state: EndpointState.Active,
      settings: options.settings ?? {},
      ...deprecatedEndpointFields,
      disabled: options.disabled ?? false,
      passwordless_access: true,
      creation_source: "api",
      provisioner: "k8s-neonvm",
      proxy_host,
      created_at: now,
      updated_at: now,
      ...(options.name !== undefined && { name: options.name }),
    };
    this.endpoints.set(id, endpoint);
    return endpoint;
  }

  /** The operation after which a compute is in that state. */
  public moveEndpoint(
    endpoint: Endpoint,
    action: OperationAction,
    state: EndpointState = EndpointState.Active,
  ): Step {
    endpoint.pending_state = state;
    endpoint.updated_at = this.neon.clock.timestamp();
    return {
      action,
      branchId: endpoint.branch_id,
      endpointId: endpoint.id,
      finish: () => {
        endpoint.current_state = state;
        delete endpoint.pending_state;
      },
    };
  }

  /** The operations by which a branch's compute takes up changed roles and databases; none without a compute. */
  public applyConfig(branchId: string): Step[] {
    const endpoint = this.readWriteEndpoint(branchId);
    return endpoint === undefined ? [] : [this.moveEndpoint(endpoint, OperationAction.ApplyConfig)];
  }

  /** Takes a branch away with its computes. */
  public removeBranch(id: string, method: DeletedBranch["method"] = "user"): DeletedBranch {
    const deleted = {
      method,
      stored: this.branch(id),
      endpoints: this.endpointsOf(id),
      deletedAt: this.neon.clock.time,
    };
    this.branches.delete(id);
    for (const endpoint of deleted.endpoints) this.endpoints.delete(endpoint.id);
    this.deletedBranches.set(id, deleted);
    return deleted;
  }

  /** What is stated, and the project's defaults for the rest. */
  private sizeOf(options: EndpointOptions): ComputeSize {
    const defaults = this.project.default_endpoint_settings ?? {};
    const min = options.autoscaling_limit_min_cu ?? defaults.autoscaling_limit_min_cu ?? 0.25;
    return {
      autoscaling_limit_min_cu: min,
      autoscaling_limit_max_cu:
        options.autoscaling_limit_max_cu ?? defaults.autoscaling_limit_max_cu ?? min,
      suspend_timeout_seconds:
        options.suspend_timeout_seconds ?? defaults.suspend_timeout_seconds ?? 0,
    };
  }
}
