import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identityOf } from "../../../engine/identity";
import { accountOf } from "../../../iam/request";
import { revealMap } from "../../../preview/report/tree";
import { urnOf } from "../../../catalog/urn";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import type { AskedOf } from "../../../sandbox/identities/asked";
import { Account } from "../../../sandbox/identities/aws/account";
import { awsAllows, awsRefusals, requestsOf } from "../../../sandbox/identities/aws/guard";
import { type Identity, type IdentityName, refusalsOf } from "../../../sandbox/identities/identity";
import { finders } from "../../../operations/stack/find/finders/finders";
import type { ModelValues } from "../../../sandbox/model";
import { placeOf } from "../../../sandbox/request";
import { readStackConfig } from "../../../settings/stack-file";
import { sampleRoot } from "../../support/project";
import { recordSample } from "../../support/sample";

type Declared = Omit<AskedOf, "operation" | "before"> & { readonly urn: string };

/** Somebody's credentials in the sample, as `make sandbox-up AS=` has them. */
export function identityIn(stack: string, name: IdentityName): Identity {
  const root = sampleRoot();
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(`${stack} has no sound configuration`);
  return identityOf(name, { root, stack, config: config.value.values });
}

/** A stack's resources in an emulated cloud, to ask what somebody may do with each. */
export class DeclaredCloud {
  private readonly folder = mkdtempSync(join(tmpdir(), "platform-declared-"));
  private readonly store = new ObjectStore(this.folder);
  private readonly accounts = new Map<string, Account>();

  private constructor(private readonly resources: readonly Declared[]) {}

  /** @param around - stacks whose resources stand in the same clouds. */
  public static async of(stack: string, ...around: readonly string[]): Promise<DeclaredCloud> {
    const recordings = await Promise.all([stack, ...around].map((each) => recordSample(each)));
    const found = recordings.flatMap(({ registrations, stack: stackOfIt }) =>
      [...registrations.values()]
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
        .map(({ type, urn, id, inputs, outputs, provider = "" }) => {
          const settings = revealMap(registrations.get(urnOf(provider))?.inputs ?? {}, undefined);
          const values: ModelValues = revealMap({ ...inputs, ...outputs }, undefined);
          const { accountId, region } = placeOf(settings);
          const place = typeof values.region === "string" ? values.region : region;
          return {
            stackOfIt,
            urn,
            type,
            values: { ...values, id: id ?? "" },
            accountId,
            region: place,
            owner: typeof settings.owner === "string" ? settings.owner : "",
          };
        }),
    );
    const declared = new DeclaredCloud(found.filter(({ stackOfIt }) => stackOfIt === stack));
    for (const { urn, type, values, accountId, region } of found) {
      const object = { id: values.id, type, urn, generation: 1, inputs: [] };
      declared.store.put({ type, accountId, region }, { ...object, properties: values });
    }
    return declared;
  }

  /** What is denied of an operation, each once. */
  public denied(identity: Identity, operation: AskedOf["operation"], type = ""): readonly string[] {
    const asked = this.asked([operation]).filter((each) => each.type.startsWith(type));
    return [...new Set(asked.flatMap((each) => this.refusals(identity, each)))].sort();
  }

  /** What is denied of the functions that drift and recover ask of what is declared. */
  public lookupsDenied(identity: Identity): readonly string[] {
    return this.lookups().flatMap((each) => this.refusals(identity, each));
  }

  /** What drift and recover ask, of each resource: whether it is there, and what it runs. */
  public lookups(): readonly AskedOf[] {
    return this.resources.flatMap((resource) => {
      const { type, urn, values, owner } = resource;
      const ask = (token: string, args: ModelValues): AskedOf => ({
        ...{ ...resource, operation: "read", type: token, values: args, before: {} },
      });
      if (type === "aws:ecs/service:Service") {
        return [
          ask("aws:ecs/getService:getService", {
            clusterArn: values.cluster,
            serviceName: values.name,
          }),
        ];
      }
      const finder = finders[type];
      if (finder?.kind !== "listed") return [];
      const names = { urn, type, name: "", providerUrn: undefined };
      return [ask(finder.token, finder.args({ ...names, inputs: values, provider: { owner } }))];
    });
  }

  /** Every operation of these kinds on what is declared; an update of each property by itself. */
  public asked(operations: readonly AskedOf["operation"][]): readonly AskedOf[] {
    return operations.flatMap((operation) =>
      this.resources.flatMap((resource) => askedOf(operation, resource)),
    );
  }

  /** Actions of AWS of these operations that are allowed on what is declared. */
  public allowed(
    identity: Identity,
    operations: readonly AskedOf["operation"][],
  ): readonly string[] {
    const actions = this.asked(operations)
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap((each) =>
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

  private refusals(identity: Identity, asked: AskedOf): readonly string[] {
    return asked.type.startsWith("aws:")
      ? awsRefusals(identity.aws, this.account(asked.accountId), asked)
      : refusalsOf(identity, this.store, asked);
  }

  /** Nothing changes in it, so that it is read once. */
  private account(id: string): Account {
    const account = this.accounts.get(id) ?? new Account(this.store, id);
    this.accounts.set(id, account);
    return account;
  }
}

function askedOf(operation: AskedOf["operation"], resource: Declared): readonly AskedOf[] {
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
