import { defaultTiming, NeonApi, type Timing } from "../../../providers/neon/api/neon-api";
import { NeonProvider } from "../../../providers/neon/provider";
import { Incomplete, Refusal, type Subject } from "../../../providers/server/provider";
import type { WireMap } from "../../../providers/server/wire";
import { NeonEmulator, type NeonEmulatorOptions } from "../../../sandbox/neon-api/neon-emulator";

/** A provider of an emulated Neon, and what a test asks of it for the engine. */
export class Ground {
  public readonly signal = new AbortController().signal;
  /** What the engine's display was told. */
  public readonly progress: string[] = [];
  /** Milliseconds that the provider waited, without anyone having waited. */
  public readonly pauses: number[] = [];
  public readonly provider: NeonProvider;
  /** What happens at Neon while the provider waits. */
  public meanwhile: () => void | Promise<void> = () => undefined;

  private constructor(
    public readonly neon: NeonEmulator,
    timing: Partial<Timing>,
    apiKey = neon.apiKey,
  ) {
    let now = Date.now();
    const clock = {
      now: () => now,
      sleep: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
        signal.throwIfAborted();
        this.pauses.push(milliseconds);
        now += milliseconds;
        await this.meanwhile();
        signal.throwIfAborted();
      },
    };
    const settings = { apiKey, baseUrl: neon.baseUrl };
    const api = new NeonApi(settings, clock, { ...defaultTiming, ...timing });
    this.provider = new NeonProvider(api, (_, status) => this.progress.push(status));
  }

  public static async start(
    options: NeonEmulatorOptions = {},
    timing: Partial<Timing> = {},
  ): Promise<Ground> {
    return new Ground(await NeonEmulator.start(options), timing);
  }

  /** The same Neon by another key. */
  public static of(neon: NeonEmulator, apiKey: string): Ground {
    return new Ground(neon, {}, apiKey);
  }

  /** @throws Error when a request was sent that Neon would not have understood. */
  public async close(): Promise<void> {
    await this.neon.close();
    this.neon.assertPrepared();
  }

  public async project(inputs: WireMap = {}): Promise<Made> {
    return this.create("Project", { ...leastProject, ...inputs });
  }

  public async create(type: string, inputs: WireMap): Promise<Made> {
    const { id, outputs } = await this.provider.create(subjectOf(type), inputs, this.signal);
    return { type, id, inputs, outputs };
  }

  /** What an update to other inputs makes of it. */
  public async update(made: Made, news: WireMap): Promise<Made> {
    const { type, id, inputs, outputs } = made;
    const state = await this.provider.update(
      subjectOf(type),
      id,
      outputs,
      news,
      this.signal,
      inputs,
    );
    return { type, id, inputs: news, outputs: state };
  }

  public async delete({ type, id, outputs }: Made): Promise<void> {
    await this.provider.delete(subjectOf(type), id, outputs, this.signal);
  }

  /** What a refresh makes of it; nothing where it is gone. */
  public async refresh(made: Made): Promise<Made | undefined> {
    const found = await this.provider.read(subjectOf(made.type), made.id, made, this.signal);
    return found && { ...made, ...found };
  }

  public async import(type: string, id: string): Promise<Made | undefined> {
    const nothing = { inputs: {}, outputs: {} };
    const found = await this.provider.read(subjectOf(type), id, nothing, this.signal);
    return found && { type, id, ...found };
  }

  /** The requests that were sent since a moment, without the questions how far an operation is. */
  public requestsSince(count: number): readonly string[] {
    return this.neon.requests
      .slice(count)
      .filter(({ path }) => !path.includes("/operations/"))
      .map(({ method, path }) => `${method} ${path}`);
  }
}

export interface Made {
  readonly type: string;
  readonly id: string;
  readonly inputs: WireMap;
  readonly outputs: WireMap;
}

export const leastProject = { name: "shop", regionId: "aws-eu-central-1" };

export function subjectOf(type: string): Subject {
  return {
    urn: `urn:pulumi:dev::shop::neon:index:${type}::it`,
    type: `neon:index:${type}`,
    name: "it",
  };
}

/** The refusal of work; throws if it is done. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const thrown = await failureOf(work);
  if (thrown instanceof Refusal) return thrown;
  throw thrown;
}

/** What is left behind by work that fails half-way; throws if it is done, or leaves nothing. */
export async function incompleteOf(work: Promise<unknown>): Promise<Incomplete> {
  const thrown = await failureOf(work);
  if (thrown instanceof Incomplete) return thrown;
  throw thrown;
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const done = Symbol("done");
  const outcome: unknown = await work.then(
    () => done,
    (thrown: unknown) => thrown,
  );
  if (outcome === done) return new Error("it was done, and should not have been");
  return outcome instanceof Error ? outcome : new Error(String(outcome));
}
