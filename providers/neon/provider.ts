import { isDeepStrictEqual } from "node:util";
import {
  type CheckProblem,
  type ConfiguredProvider,
  type Created,
  type Difference,
  type Found,
  Incomplete,
  Refusal,
  type Subject,
} from "../server/provider";
import { revealMap, type WireMap } from "../server/wire";
import { isGone } from "./api/failure";
import type { NeonApi } from "./api/neon-api";
import { functions } from "./functions/functions";
import {
  marked,
  partIn,
  plain,
  stillSecret,
  unknownOutputs,
  withoutSecrets,
  withoutUndefined,
} from "./marks";
import type { FoundValues, NeonResource } from "./resources/resource";
import { resources } from "./resources/resources";
import { Work } from "./resources/work";
import { checkFields } from "./schema/check";
import { differenceBetween } from "./schema/diff";
import { completed, meantBy, refreshed, unknown, type Values } from "./schema/values";

/** Answers the engine for every type of resource by its table, and asks Neon through its functions. */
export class NeonProvider implements ConfiguredProvider {
  /** @param progress - told what a resource is waiting for. */
  public constructor(
    private readonly api: NeonApi,
    private readonly progress: Progress = () => undefined,
  ) {}

  public async check(subject: Subject, inputs: WireMap): Promise<readonly CheckProblem[]> {
    const resource = resourceOf(subject.type);
    const own = Object.fromEntries(
      Object.entries(inputs).filter(([name]) => !name.startsWith("__")),
    );
    const problems = checkFields(resource.inputs, revealMap(own, unknown));
    // What has the wrong type would be misread by a check that relies on it.
    if (problems.length > 0) return withoutSecrets(inputs, problems);
    const values = plain(own);
    const reasons = resource.check(values);
    if (reasons.length > 0 || !this.api.hasKey) return withoutSecrets(inputs, reasons);
    const signal = AbortSignal.timeout(askSeconds * 1000);
    const work = this.begin(subject, `check ${resource.name(values)}`, signal);
    return withoutSecrets(inputs, await answered(resource.ask(work, values)));
  }

  public diff(
    { type }: Subject,
    _: string,
    olds: WireMap,
    news: WireMap,
    state: WireMap,
  ): Difference {
    const resource = resourceOf(type);
    const [before, after] = [revealMap(olds, unknown), revealMap(news, unknown)];
    const [taken, needed] = [resource.slot(plain(olds)), resource.slot(plain(news))];
    return {
      ...differenceBetween(resource.inputs, before, after, plain(state)),
      deleteFirst:
        taken !== undefined && !taken.includes(undefined) && isDeepStrictEqual(taken, needed),
    };
  }

  public preview({ type }: Subject, inputs: WireMap): WireMap {
    return { ...inputs, ...unknownOutputs(resourceOf(type).outputs) };
  }

  public async create(subject: Subject, inputs: WireMap, signal: AbortSignal): Promise<Created> {
    const resource = resourceOf(subject.type);
    const values = plain(inputs);
    const work = this.begin(subject, `create ${resource.name(values)}`, signal);
    try {
      await resource.create(work, values);
      const { id, outputs } = madeBy(work);
      return { id, outputs: await stateAfter(resource, work, id, inputs, outputs) };
    } catch (thrown) {
      if (work.result === undefined) throw work.isDoubtful ? doubtful(thrown) : thrown;
      const { id, outputs } = work.result;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new Incomplete(`${reason} It is there as ${id} and is kept in the state.`, {
        id,
        inputs,
        outputs: { ...inputs, ...marked(resource.outputs, outputs) },
      });
    }
  }

  public async read(
    subject: Subject,
    id: string,
    known: Found,
    signal: AbortSignal,
  ): Promise<Found | undefined> {
    const resource = resourceOf(subject.type);
    const said = plain(known.inputs);
    const kept = partIn(resource.inputs, known.outputs);
    const work = this.begin(subject, `read ${resource.name(said)}`, signal);
    const found = await presence(resource.read(work, id, { ...plain(kept), ...said }));
    if (found === undefined) return undefined;
    const isImport = Object.keys(known.outputs).length === 0;
    const inputs = isImport
      ? withoutUndefined(found.inputs)
      : stillSecret(known.inputs, refreshed(resource.inputs, said, found.inputs));
    const outputs = {
      ...partIn(resource.outputs, known.outputs),
      ...stateOf(resource, { ...kept, ...known.inputs }, found),
    };
    return { id: found.id ?? id, inputs, outputs };
  }

  public previewUpdate({ type }: Subject, _: string, olds: WireMap, news: WireMap): WireMap {
    const resource = resourceOf(type);
    refuseChange(resource, plain(olds), plain(news));
    const volatile = Object.fromEntries(
      Object.entries(resource.outputs).filter(([, field]) => field.volatile === true),
    );
    return { ...news, ...partIn(resource.outputs, olds), ...unknownOutputs(volatile) };
  }

  public async update(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    signal: AbortSignal,
    oldInputs: WireMap,
  ): Promise<WireMap> {
    const resource = resourceOf(subject.type);
    const [before, after] = [plain(oldInputs), plain(news)];
    refuseChange(resource, plain(olds), after);
    const work = this.begin(subject, `update ${resource.name(after)}`, signal);
    await resource.update(work, id, meantBy(resource.inputs, before, after), before);
    return stateAfter(resource, work, id, news, plain(partIn(resource.outputs, olds)));
  }

  public async delete(
    subject: Subject,
    id: string,
    olds: WireMap,
    signal: AbortSignal,
  ): Promise<void> {
    const resource = resourceOf(subject.type);
    const values = plain(olds);
    const work = this.begin(subject, `delete ${resource.name(values)}`, signal);
    await presence(resource.delete(work, id, values));
  }

  public async invoke(token: string, args: WireMap): Promise<WireMap> {
    const asked = functions.find((each) => each.token === token);
    if (asked === undefined) {
      throw new Refusal("unknown type", `the Neon provider has no function ${token}`);
    }
    const values = plain(args);
    const problems = checkFields(asked.inputs, values);
    if (problems.length > 0) {
      const reasons = withoutSecrets(args, problems).map(
        (each) => `${each.property} ${each.reason}`,
      );
      throw new Refusal("invalid", `${token}: ${reasons.join("; ")}`);
    }
    const work = new Work(this.api, asked.what(values), new AbortController().signal);
    return marked(asked.outputs, await asked.answer(work, values));
  }

  private begin({ urn, type, name }: Subject, what: string, signal: AbortSignal): Work {
    const report = (status: string): void => {
      this.progress(urn, status);
    };
    return new Work(this.api, what, signal, report, `${type} ${name}`);
  }
}

/** What failed in the end does not say what became of an attempt before. */
function doubtful(thrown: unknown): unknown {
  if (!(thrown instanceof Refusal) || thrown.reason === "outcome unknown") return thrown;
  const message = `${thrown.message} A request before that was not answered: it may be done.`;
  return new Refusal("outcome unknown", message);
}

/** Seconds that a check may wait for Neon's answer; what it can't learn, the deployment will. */
const askSeconds = 10;

async function answered(asked: Promise<readonly CheckProblem[]>): Promise<readonly CheckProblem[]> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof Refusal) return [];
    throw thrown;
  }
}

/** Told what a resource is waiting for. */
export type Progress = (urn: string, status: string) => void;

/** The state of what was made or changed. */
async function stateAfter(
  resource: NeonResource,
  work: Work,
  id: string,
  inputs: WireMap,
  known: Values,
): Promise<WireMap> {
  const found = await presence(resource.read(work, id, plain(inputs)));
  if (found === undefined) {
    const message = `Neon did ${work.what}, but it is gone again. Run \`pulumi refresh\`.`;
    throw new Refusal("not found", message);
  }
  return stateOf(resource, inputs, { ...found, outputs: { ...known, ...found.outputs } });
}

/** Everything that is there, in the program's spelling where it says the same. */
function stateOf(resource: NeonResource, known: WireMap, found: FoundValues): WireMap {
  const said = refreshed(resource.inputs, plain(known), found.inputs);
  return {
    ...stillSecret(known, completed(said, found.inputs)),
    ...marked(resource.outputs, found.outputs),
  };
}

function resourceOf(token: string): NeonResource {
  const resource = resources.find((each) => each.token === token);
  if (resource !== undefined) return resource;
  throw new Refusal("unknown type", `the Neon provider has no resource ${token}`);
}

function madeBy({ result, what }: Work): NonNullable<Work["result"]> {
  if (result !== undefined) return result;
  throw new Refusal("outcome unknown", `Neon was asked to ${what}, but not what became of it`);
}

/** `undefined` for what is gone, itself or with what held it. */
async function presence<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (isGone(thrown)) return undefined;
    throw thrown;
  }
}

/** @throws Refusal with every reason. */
function refuseChange(resource: NeonResource, olds: Values, news: Values): void {
  const problems = resource.checkChange(olds, news);
  if (problems.length === 0) return;
  const reasons = problems.map(({ property, reason }) => `${property} ${reason}`).join("; ");
  throw new Refusal("invalid", `${resource.name(news)} can't be changed so: ${reasons}`);
}
