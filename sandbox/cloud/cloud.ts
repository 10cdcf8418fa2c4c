import { isDeepStrictEqual } from "node:util";
import { checkInputs } from "../check/check";
import { openWire } from "../check/open-wire";
import { isIdentity, isKept, isRevision } from "../../catalog/identity";
import type { FunctionModels, ModelValues, ResourceModels } from "../model";
import {
  type CheckProblem,
  type ConfiguredProvider,
  type Created,
  type Difference,
  type Eventually,
  type Found,
  Incomplete,
  Refusal,
  type Subject,
} from "../../providers/server/provider";
import type { Observed } from "../lookups/lookup";
import { lookups } from "../lookups/lookups";
import { Answers, answered, noModelOf } from "./answers";
import { callFunction, callToken, type DatabaseServer } from "./database-function";
import { deploy, isDeployment, type OpenQuestions, reportedAnswers } from "./ecs-deployments";
import type { FaultPlan } from "./faults";
import { Holdings } from "./holdings";
import type { CloudObject, ObjectStore } from "./object-store";
import { removeWhole } from "./parts";
import { requireDeletable, requireOwners, requireUnrouted, sameThing } from "./refusals";
import { isLeft, isOverwritten, isReadBack, sharesId } from "./service-rules";
import { marked, partOf } from "./partial-update";
import { stored } from "./stored";
import { revealMap, secret, type WireMap } from "../../providers/server/wire";

/** Types whose id names no object of a service: a value in the state, a wait that ends at some time, and a call. */
const unnamed: ReadonlySet<string> = new Set([
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:lambda/invocation:Invocation",
  "random:index/randomPassword:RandomPassword",
]);

/** How the services behave where that is not fixed. */
export interface Behaviour {
  /** Default: nothing goes wrong. */
  readonly faults?: FaultPlan;
  /** Default: as people who run it have reported it. */
  readonly questions?: OpenQuestions | undefined;
  /** Default: nobody has looked yet. */
  readonly observed?: Observed;
  /** Default: no SQL runs. */
  readonly database?: DatabaseServer | undefined;
}

const unobserved: Observed = { tasksOf: () => undefined };

/** Stands for a value that the engine does not know, where two values are compared. */
const unknown = Symbol("unknown");

/**
 * An emulated cloud as one configured provider sees it: answers from the models of the offline preview and keeps what
 * was made in the store.
 */
export class Cloud implements ConfiguredProvider {
  private readonly answers: Answers;
  private readonly holdings: Holdings;

  public constructor(
    private readonly resources: ResourceModels,
    private readonly functions: FunctionModels,
    private readonly store: ObjectStore,
    /** Inputs of the provider, secrets revealed. */
    private readonly provider: ModelValues,
    private readonly behaviour: Behaviour = {},
  ) {
    this.answers = new Answers(resources, provider);
    this.holdings = new Holdings(store, provider);
  }

  /** What is wrong with a resource before anything is asked of it. */
  public check({ type }: Subject, inputs: WireMap): readonly CheckProblem[] {
    return this.resources[type] === undefined
      ? [{ property: "", reason: noModelOf(type) }]
      : checkInputs(type, inputs, openWire);
  }

  /** Compares with what a read has brought, as the providers do. */
  public diff(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    state: WireMap,
  ): Difference {
    const brought = Object.keys(news).filter((key) => key in state);
    const against = { ...olds, ...pick(state, brought) };
    const [before, after] = [revealMap(against, unknown), revealMap(news, unknown)];
    const { type } = subject;
    const settled = revealMap(stored(type, news), unknown);
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) =>
        !isKept(type, key) &&
        !(
          isDeepStrictEqual(before[key], after[key]) && isDeepStrictEqual(settled[key], after[key])
        ),
    );
    const replacing = changed.filter((key) => isRevision(type, key) || isIdentity(type, key));
    const deleteFirst =
      replacing.length > 0 &&
      !isRevision(type) &&
      (keepsName(type, before, after) || this.keepsId(subject, id, news));
    return { changed, replacing, deleteFirst, against };
  }

  /**
   * What is known of a resource before it is made: its inputs, and what follows from them whatever the service chooses.
   */
  public preview(subject: Subject, inputs: WireMap): WireMap {
    const [one, other] = [-1, -2].map((generation) =>
      this.answers.foreseen(subject, inputs, generation),
    );
    const known = Object.entries(one?.outputs ?? {}).filter(([key, value]) =>
      isDeepStrictEqual(value, other?.outputs?.[key]),
    );
    return answered(stored(subject.type, inputs), { ...one, outputs: Object.fromEntries(known) });
  }

  /**
   * @throws Refusal when what it belongs to is not there, or the service has one like it and does not overwrite it.
   */
  public create(subject: Subject, inputs: WireMap): Created {
    const shelf = this.holdings.shelf(subject.type, inputs);
    const values = revealMap(inputs, null);
    requireOwners(this.store, shelf, values);
    requireUnrouted(this.store, shelf, values);
    const generation = this.holdings.nextGeneration(subject, inputs);
    const answer = this.answers.to(subject, inputs, generation);
    const holder = sameThing(this.store.on(shelf), answer.id, values);
    if (holder === undefined || sharesIds(subject, holder)) {
      const made = { id: answer.id, generation };
      const outputs = answered(stored(subject.type, inputs), answer);
      return { id: answer.id, outputs: this.keep(subject, made, inputs, outputs) };
    }
    if (!isOverwritten(subject.type)) {
      const message = `${subject.type} ${holder.id} exists already, made for ${holder.urn}`;
      throw new Refusal("already exists", message);
    }
    const { id, urn } = holder;
    const outputs = answered(
      stored(subject.type, inputs),
      this.answers.to({ ...subject, urn }, inputs, holder.generation),
    );
    this.store.remove(shelf, holder);
    this.holdings.put(subject, { id, generation }, inputs, outputs);
    return { id, outputs };
  }

  /**
   * What is there now: the inputs by what has become of them, and everything. `undefined` where it is gone.
   *
   * @param known - inputs and outputs as the engine remembers them, secrets marked; without any it is an import.
   */
  public read(subject: Subject, id: string, known: Found): Found | undefined {
    const isImport = Object.keys(known.outputs).length === 0;
    const object = isImport
      ? this.holdings.imported(subject, id)
      : this.holdings.find(subject, id, known.outputs);
    if (object === undefined) return undefined;
    if (!isReadBack(subject.type)) return { ...known, id };
    const { properties } = object;
    const secrets = this.secretsOf(subject, object);
    const remembersInputs = Object.keys(known.inputs).length > 0;
    const inputKeys = remembersInputs ? Object.keys(known.inputs) : object.inputs;
    const remembered = { ...known.inputs, ...known.outputs };
    const outputs = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [
        key,
        secrets.includes(key) ? secret(value) : marked(value, remembered[key]),
      ]),
    );
    const inputs = Object.fromEntries(
      inputKeys
        .filter((key) => key in properties)
        .map((key) => [key, marked(properties[key], known.inputs[key])]),
    );
    return { inputs, outputs, id: object.id };
  }

  public previewUpdate(subject: Subject, id: string, olds: WireMap, news: WireMap): WireMap {
    const generation = this.holdings.find(subject, id, olds)?.generation ?? 1;
    const answer = this.answers.foreseen(subject, news, generation) ?? { id };
    return answered(stored(subject.type, news, olds), answer);
  }

  /**
   * Writes what differs from the state, as the providers do, and nothing where nothing differs: what has become of the
   * rest stays.
   *
   * @throws Refusal when it is not there.
   * @throws Incomplete when a service takes it back.
   */
  public update(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    _signal?: AbortSignal,
    oldInputs: WireMap = {},
    ignored: readonly string[] = [],
  ): WireMap {
    const object = this.holdings.find(subject, id, olds);
    if (object === undefined) throw gone(subject, id);
    const { changed, asked } = partOf(
      subject.type,
      object.properties,
      olds,
      news,
      oldInputs,
      ignored,
    );
    if (changed.length === 0) return olds;
    const answer = this.answers.to(subject, asked, object.generation);
    const outputs = answered(stored(subject.type, asked, olds), answer);
    return this.keep(subject, object, news, outputs, { object, changed });
  }

  /**
   * What is gone already counts as deleted.
   *
   * @throws Refusal when it is locked, or something there belongs to it.
   */
  public delete(subject: Subject, id: string, olds: WireMap): void {
    const object = isLeft(subject.type) ? undefined : this.holdings.find(subject, id, olds);
    if (object === undefined) return;
    const shelf = this.holdings.shelf(subject.type, olds);
    requireDeletable(this.store, shelf, object);
    removeWhole(this.store, shelf, object);
  }

  /** @throws Refusal when no function model is prepared for the token. */
  public invoke(token: string, args: WireMap): Eventually<ModelValues> {
    const values = revealMap(args, undefined);
    const { store, holdings, behaviour } = this;
    const { database } = behaviour;
    if (token === callToken) return callFunction(values, { store, holdings, database });
    const lookup = lookups[token];
    if (lookup !== undefined)
      return lookup(
        values,
        (type, region) => this.holdings.listed(type, region),
        behaviour.observed ?? unobserved,
      );
    const model = this.functions[token];
    if (model === undefined) throw new Refusal("unknown type", noModelOf(token));
    return model(values, this.provider);
  }

  /**
   * Keeps what was made or changed, and what ECS makes of it.
   *
   * @returns what the provider reads afterwards.
   * @throws Incomplete when ECS takes it back: the provider remembers what was asked for, and not what runs.
   */
  private keep(
    subject: Subject,
    { id, generation, runtime }: Pick<CloudObject, "id" | "generation" | "runtime">,
    inputs: WireMap,
    outputs: WireMap,
    change?: { readonly object: CloudObject; readonly changed: readonly string[] },
  ): WireMap {
    const { type } = subject;
    if (!isDeployment(type, change?.changed ?? Object.keys(inputs))) {
      this.holdings.put(subject, { id, generation, ...(runtime && { runtime }) }, inputs, outputs);
      return outputs;
    }
    const { faults, questions = reportedAnswers } = this.behaviour;
    const place = { store: this.store, shelf: this.holdings.shelf(type, inputs), questions };
    const objection = faults?.objectionTo(subject);
    const asked = revealMap(outputs, null);
    const { instead, runningCount, failure } = deploy(place, change?.object, asked, objection);
    const kept = { ...outputs, ...instead };
    this.holdings.put(
      subject,
      { id, generation, runtime: { runningCount, failure } },
      inputs,
      kept,
    );
    if (failure === undefined) return kept;
    throw new Incomplete(`${type} ${id}: ${failure}`, { id, outputs, inputs });
  }

  /** Names of the outputs that the provider returns as secrets. */
  private secretsOf(subject: Subject, { properties, generation }: CloudObject): readonly string[] {
    return this.answers.to(subject, properties, generation).secretOutputs ?? [];
  }

  private keepsId(subject: Subject, id: string, news: WireMap): boolean {
    if (sharesId(subject.type)) return false;
    const generation = this.holdings.nextGeneration(subject, news);
    return this.answers.foreseen(subject, news, generation)?.id === id;
  }
}

/** A revision shares its id with those before it. */
function sharesIds({ type, urn }: Subject, holder: CloudObject): boolean {
  return unnamed.has(type) || (isRevision(type) && holder.urn === urn);
}

/** A name that AWS holds to be unique and the program gives itself; Pulumi's provider then deletes before it creates. */
function keepsName(type: string, before: ModelValues, after: ModelValues): boolean {
  return type.startsWith("aws:") && typeof after.name === "string" && after.name === before.name;
}

function pick(values: WireMap, keys: readonly string[]): WireMap {
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}

function gone({ type }: Subject, id: string): Refusal {
  return new Refusal("not found", `${type} ${id} is not there`);
}
