import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountOf } from "../../../iam/request";
import { revealMap } from "../../../preview/report/tree";
import { urnOf } from "../../../catalog/urn";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import type { AskedOf } from "../../../sandbox/identities/asked";
import { Account } from "../../../sandbox/identities/aws/account";
import { awsAllows, awsRefusals, requestsOf } from "../../../sandbox/identities/aws/guard";
import { awsLookups } from "../../../sandbox/identities/aws/table/table";
import type { Identity } from "../../../sandbox/identities/identity";
import type { ModelValues } from "../../../sandbox/model";
import { placeOf } from "../../../sandbox/request";
import { recordSample } from "../../support/sample";

/** A stack's resources in an emulated cloud, to ask what somebody may do with each. */
export class DeclaredCloud {
  private readonly folder = mkdtempSync(join(tmpdir(), "platform-declared-"));
  private readonly store = new ObjectStore(this.folder);
  private readonly accounts = new Map<string, Account>();

  private constructor(
    private readonly resources: readonly Omit<AskedOf, "operation" | "before">[],
  ) {}

  /** @param around - stacks whose resources stand in the same clouds. */
  public static async of(stack: string, ...around: readonly string[]): Promise<DeclaredCloud> {
    const recordings = await Promise.all([stack, ...around].map((each) => recordSample(each)));
    const found = recordings.flatMap(({ registrations, stack: owner }) =>
      [...registrations.values()]
        .filter(({ custom, type }) => custom && type.startsWith("aws:"))
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
      const object = { id: values.id, type, urn, generation: 1, inputs: [] };
      declared.store.put({ type, accountId, region }, { ...object, properties: values });
    }
    return declared;
  }

  /** What is denied of an operation, each once. */
  public denied(identity: Identity, operation: AskedOf["operation"], type = ""): readonly string[] {
    const asked = this.resources
      .filter((resource) => resource.type.startsWith(type))
      .flatMap((resource) => this.askedOf(operation, resource));
    return [
      ...new Set(
        asked.flatMap((each) => awsRefusals(identity.aws, this.account(each.accountId), each)),
      ),
    ].sort();
  }

  /** What is denied of the functions that look for what an earlier update left. */
  public lookupsDenied(identity: Identity): readonly string[] {
    const [any] = this.resources;
    if (any === undefined) throw new Error("the stack declares nothing");
    const secret = this.resources.find(({ type }) => type === "aws:secretsmanager/secret:Secret");
    return Object.keys(awsLookups).flatMap((type) =>
      awsRefusals(identity.aws, this.account(any.accountId), {
        ...any,
        operation: "read",
        type,
        before: {},
        values: { secretId: secret?.values.arn },
      }),
    );
  }

  /** Actions of these operations that are allowed on what is declared. */
  public allowed(
    identity: Identity,
    operations: readonly AskedOf["operation"][],
  ): readonly string[] {
    const asked = operations.flatMap((operation) =>
      this.resources.flatMap((resource) => this.askedOf(operation, resource)),
    );
    const actions = asked.flatMap((each) =>
      requestsOf(this.account(each.accountId), each)
        .filter((requested) => awsAllows(identity.aws, this.account(each.accountId), requested))
        .map(({ action }) => action),
    );
    return [...new Set(actions)].sort();
  }

  public may({ aws }: Identity, action: string, resource: string): boolean {
    const context = { "aws:RequestedRegion": resource.split(":")[3] };
    return awsAllows(aws, this.account(accountOf(resource)), { action, resource, context });
  }

  public dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Nothing changes in it, so that it is read once. */
  private account(id: string): Account {
    const account = this.accounts.get(id) ?? new Account(this.store, id);
    this.accounts.set(id, account);
    return account;
  }

  /** An update of each property by itself. */
  private askedOf(
    operation: AskedOf["operation"],
    resource: Omit<AskedOf, "operation" | "before">,
  ): readonly AskedOf[] {
    const { values } = resource;
    const without = (...keys: readonly string[]) =>
      Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
    if (operation === "create") {
      return [{ ...resource, operation, values: without("id", "arn"), before: {} }];
    }
    if (operation !== "update") return [{ ...resource, operation, before: {} }];
    return Object.keys(without("id", "arn")).map((key) => ({
      ...resource,
      operation,
      before: without(key),
    }));
  }
}
