import {
  type ConfiguredProvider,
  type CheckProblem,
  type Created,
  type Difference,
  type Eventually,
  type Found,
  Refusal,
  type Subject,
} from "../../providers/server/provider";
import { revealMap, type WireMap } from "../../providers/server/wire";
import type { ModelValues } from "../model";
import type { Monitor } from "../monitor/monitor";
import { placeOf } from "../request";
import type { CallLog } from "./call-log";
import type { OpenQuestions } from "./ecs-deployments";
import type { FaultPlan, Happening, Operation } from "./faults";

/** What calls of all providers have in common. */
export interface Observation {
  readonly calls: CallLog;
  readonly faults: FaultPlan;
  /** Default: as people who run it have reported it. */
  readonly questions?: OpenQuestions;
  /** Looks at what the clouds hold after every call. */
  readonly monitor: Monitor;
  /** The engine that asks; `kill` ends it with SIGKILL, and whatever it started. */
  readonly runningEngine: () => { readonly pid: number; readonly kill: () => void };
}

/** A cloud whose calls are written down and watched, and fail as the plan of faults wants it. */
export class FaultyProvider implements ConfiguredProvider {
  public constructor(
    private readonly cloud: ConfiguredProvider,
    /** Inputs of the provider, secrets revealed. */
    private readonly settings: ModelValues,
    private readonly observation: Observation,
  ) {}

  public check(subject: Subject, inputs: WireMap): Eventually<readonly CheckProblem[]> {
    return this.answer("check", subject, inputs, () => this.cloud.check(subject, inputs));
  }

  public diff(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    state: WireMap,
  ): Eventually<Difference> {
    return this.answer("diff", subject, news, () =>
      this.cloud.diff(subject, id, olds, news, state),
    );
  }

  public preview(subject: Subject, inputs: WireMap): Eventually<WireMap> {
    return this.answer("preview", subject, inputs, () => this.cloud.preview(subject, inputs));
  }

  public create(subject: Subject, inputs: WireMap, signal: AbortSignal): Eventually<Created> {
    return this.answer("create", subject, inputs, () => this.cloud.create(subject, inputs, signal));
  }

  public read(
    subject: Subject,
    id: string,
    known: Found,
    signal: AbortSignal,
  ): Eventually<Found | undefined> {
    return this.answer("read", subject, known.outputs, () =>
      this.cloud.read(subject, id, known, signal),
    );
  }

  public previewUpdate(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
  ): Eventually<WireMap> {
    return this.answer("preview", subject, news, () =>
      this.cloud.previewUpdate(subject, id, olds, news),
    );
  }

  public update(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    signal: AbortSignal,
    oldInputs: WireMap,
    ignored: readonly string[],
  ): Eventually<WireMap> {
    return this.answer("update", subject, news, () =>
      this.cloud.update(subject, id, olds, news, signal, oldInputs, ignored),
    );
  }

  public delete(
    subject: Subject,
    id: string,
    olds: WireMap,
    signal: AbortSignal,
  ): Eventually<void> {
    return this.answer("delete", subject, olds, () => this.cloud.delete(subject, id, olds, signal));
  }

  public invoke(token: string, args: WireMap): Eventually<WireMap> {
    const subject = { type: token, urn: "", name: "" };
    return this.answer("invoke", subject, args, () => this.cloud.invoke(token, args));
  }

  private async answer<Answer>(
    operation: Operation,
    { type, urn }: Subject,
    values: WireMap,
    answerOf: () => Eventually<Answer>,
  ): Promise<Answer> {
    const { calls, faults, monitor, runningEngine } = this.observation;
    const happening = faults.next({ operation, type });
    monitor.before(runningEngine().pid);
    const work = async (): Promise<Answer> => {
      try {
        return await answerOf();
      } finally {
        monitor.after({ operation, type, urn });
      }
    };
    calls.add({
      operation,
      type,
      urn,
      ...placeOf(this.settings),
      provider: this.settings,
      values: revealMap(values, null),
      happening,
    });
    switch (happening) {
      case undefined:
      case "taken-back":
        return work();
      case "throttled":
      case "server-error":
      case "timeout":
        throw refusals[happening](type);
      case "lost-reply":
        await work();
        throw refusals[happening](type);
      case "kill-before":
        runningEngine().kill();
        throw refusals[happening](type);
      case "kill-after":
        await work();
        runningEngine().kill();
        throw refusals[happening](type);
      case "kill-replied": {
        const answer = await work();
        // While the engine reads the answer and writes its state, a little later each time.
        setTimeout(runningEngine().kill, calls.all.length % 10);
        return answer;
      }
    }
  }
}

const refusals: Readonly<
  Record<Exclude<Happening, "kill-replied" | "taken-back">, (type: string) => Refusal>
> = {
  throttled: (type) => new Refusal("overloaded", `${type}: ThrottlingException: Rate exceeded`),
  "server-error": (type) =>
    new Refusal("server error", `${type}: InternalServerError: the service failed`),
  timeout: (type) => new Refusal("timeout", `${type}: no answer from the service in time`),
  "lost-reply": (type) =>
    new Refusal(
      "outcome unknown",
      `${type}: the connection broke before the service answered; it may have done what it was asked`,
    ),
  "kill-before": killed,
  "kill-after": killed,
};

/** Nobody hears of it. */
function killed(type: string): Refusal {
  return new Refusal("cancelled", `${type}: the engine was killed`);
}
