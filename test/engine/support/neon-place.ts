import type * as pulumi from "@pulumi/pulumi";
import { Branch } from "../../../providers/neon/sdk/branch";
import { Project } from "../../../providers/neon/sdk/project";
import { Role } from "../../../providers/neon/sdk/role";
import { regionId } from "./neon-world";

/** What one resource under test needs around it, each made as soon as it is asked for. */
export class Place {
  private readonly made = new Map<string, pulumi.CustomResource>();

  /**
   * @param name - begins the name of everything.
   * @param now - time of the emulator.
   */
  public constructor(
    public readonly name: string,
    private readonly now: number,
  ) {}

  public get project(): Project {
    return this.projectOf("project");
  }

  public get other(): Project {
    return this.projectOf("other");
  }

  /** A child of the project's default branch. */
  public get branch(): Branch {
    return this.branchOf("branch", this.project);
  }

  public get sibling(): Branch {
    return this.branchOf("sibling", this.project);
  }

  public get branchOfOther(): Branch {
    return this.branchOf("far", this.other);
  }

  /** A second root branch. */
  public get root(): Branch {
    return this.once("root", (name) => {
      return new Branch(name, { projectId: this.project.id, name, initSource: "schema-only" });
    });
  }

  public get role(): Role {
    const { id: projectId, defaultBranchId: branchId } = this.project;
    return this.once("role", (name) => new Role(name, { projectId, branchId, name: "app" }));
  }

  /** RFC 3339 time, so many seconds from the beginning. */
  public time(seconds: number): string {
    return new Date(this.now + seconds * 1_000).toISOString().replace(/\.\d+Z$/, "Z");
  }

  public day(days: number): string {
    return this.time(days * 86_400);
  }

  private projectOf(part: string): Project {
    return this.once(part, (name) => {
      return new Project(name, { name, regionId, defaultBranch: { databaseName: "shop" } });
    });
  }

  private branchOf(part: string, { id: projectId }: Project): Branch {
    return this.once(part, (name) => new Branch(name, { projectId, name }));
  }

  private once<Made extends pulumi.CustomResource>(
    part: string,
    make: (name: string) => Made,
  ): Made {
    const made = (this.made.get(part) as Made | undefined) ?? make(`${this.name}-${part}`);
    this.made.set(part, made);
    return made;
  }
}
