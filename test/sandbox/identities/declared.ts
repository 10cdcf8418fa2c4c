import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { revealMap } from "../../../preview/report/tree";
import { urnOf } from "../../../catalog/urn";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import type { AskedOf } from "../../../sandbox/identities/asked";
import { type Identity, refusalsOf } from "../../../sandbox/identities/identity";
import type { ModelValues } from "../../../sandbox/model";
import { placeOf } from "../../../sandbox/request";
import { recordSample } from "../../support/sample";

/** A stack's resources in an emulated cloud, to ask what somebody may do with each. */
export class DeclaredCloud {
  private readonly folder = mkdtempSync(join(tmpdir(), "platform-declared-"));
  private readonly store = new ObjectStore(this.folder);

  private constructor(
    private readonly resources: readonly Omit<AskedOf, "operation" | "before">[],
  ) {}

  /** @param around - stacks whose resources stand in the same clouds. */
  public static async of(stack: string, ...around: readonly string[]): Promise<DeclaredCloud> {
    const recordings = await Promise.all([stack, ...around].map((each) => recordSample(each)));
    const found = recordings.flatMap(({ registrations, stack: owner }) =>
      [...registrations.values()]
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
        .map(({ type, urn, id, inputs, outputs, provider = "" }) => {
          const settings = revealMap(registrations.get(urnOf(provider))?.inputs ?? {}, undefined);
          const values: ModelValues = revealMap({ ...inputs, ...outputs }, undefined);
          const { accountId, region } = placeOf(settings);
          const place = typeof values.region === "string" ? values.region : region;
          return {
            owner,
            urn,
            type,
            values: { ...values, id: id ?? "" },
            accountId,
            region: place,
          };
        }),
    );
    const declared = new DeclaredCloud(found.filter(({ owner }) => owner === stack));
    for (const { urn, type, values, accountId, region } of found) {
      const object = { id: String(values.id), type, urn, generation: 1, inputs: [] };
      declared.store.put({ type, accountId, region }, { ...object, properties: values });
    }
    return declared;
  }

  /** What is denied of an operation, each once. */
  public denied(identity: Identity, operation: AskedOf["operation"], type = ""): readonly string[] {
    const asked = this.resources
      .filter((resource) => resource.type.startsWith(type))
      .flatMap((resource) => this.askedOf(operation, resource));
    return [...new Set(asked.flatMap((each) => refusalsOf(identity, this.store, each)))].sort();
  }

  public dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** An update of each property by itself. */
  private askedOf(
    operation: AskedOf["operation"],
    resource: Omit<AskedOf, "operation" | "before">,
  ): readonly AskedOf[] {
    const { id, arn, ...made } = resource.values;
    if (operation === "create") return [{ ...resource, operation, values: made, before: {} }];
    if (operation !== "update") return [{ ...resource, operation, before: {} }];
    return Object.keys(made).map((key) => {
      const { [key]: _, ...before } = resource.values;
      return { ...resource, operation, before };
    });
  }
}
