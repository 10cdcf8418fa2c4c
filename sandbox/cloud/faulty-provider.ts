import {
  type Answer,
  type Call,
  type ConfiguredProvider,
  type Eventually,
  Refusal,
  type Subject,
} from "../../providers/server/provider";
import { revealMap, type WireMap } from "../../providers/server/wire";
import type { ModelValues } from "../model";
import type { Monitor } from "../monitor/monitor";
import { placeOf } from "../request";
import type { CallLog } from "./call-log";
import type { DatabaseServer } from "./database-function";
import { type DeploymentTrial, type OpenQuestions, serviceType } from "./ecs-deployments";
import type { FaultPlan, Happening, Operation } from "./faults";

/** What calls of all providers have in common. */
export interface Observation {
  readonly calls: CallLog;
  readonly faults: FaultPlan;
  /** Default: as people who run it have reported it. */
  readonly questions?: OpenQuestions;
  /** Watches each change of a service of ECS that runs. Default: nobody does, and ECS finds nothing wrong. */
  readonly trial?: DeploymentTrial;
  /** Stands behind the databases. Default: nothing, and no SQL runs. */
  readonly database?: DatabaseServer;
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

  public check(...call: Call<"check">): Answer<"check"> {
    const [subject, inputs] = call;
    return this.answer("check", subject, inputs, () => this.cloud.check(...call));
  }

  public diff(...call: Call<"diff">): Answer<"diff"> {
    const [subject, , , news] = call;
    return this.answer("diff", subject, news, () => this.cloud.diff(...call));
  }

  public preview(...call: Call<"preview">): Answer<"preview"> {
    const [subject, inputs] = call;
    return this.answer("preview", subject, inputs, () => this.cloud.preview(...call));
  }

  public create(...call: Call<"create">): Answer<"create"> {
    const [subject, inputs] = call;
    return this.answer("create", subject, inputs, () => this.cloud.create(...call));
  }

  public read(...call: Call<"read">): Answer<"read"> {
    const [subject, , { outputs }] = call;
    return this.answer("read", subject, outputs, () => this.cloud.read(...call));
  }

  public previewUpdate(...call: Call<"previewUpdate">): Answer<"previewUpdate"> {
    const [subject, , , news] = call;
    return this.answer("preview", subject, news, () => this.cloud.previewUpdate(...call));
  }

  public update(...call: Call<"update">): Answer<"update"> {
    const [subject, , olds, news] = call;
    return this.answer("update", subject, news, async () => {
      await this.tryOut(subject, { ...olds, ...news });
      return this.cloud.update(...call);
    });
  }

  public delete(...call: Call<"delete">): Answer<"delete"> {
    const [subject, , olds] = call;
    return this.answer("delete", subject, olds, () => this.cloud.delete(...call));
  }

  public invoke(...call: Call<"invoke">): Answer<"invoke"> {
    const [token, args] = call;
    const subject = { type: token, urn: "", name: "" };
    return this.answer("invoke", subject, args, () => this.cloud.invoke(...call));
  }

  private async tryOut({ type, urn }: Subject, asked: WireMap): Promise<void> {
    const { trial, faults } = this.observation;
    if (type !== serviceType || trial === undefined) return;
    const objection = await trial(revealMap(asked, null));
    if (objection !== undefined) faults.object(urn, objection);
  }

  private async answer<Result>(
    operation: Operation,
    { type, urn }: Subject,
    values: WireMap,
    answerOf: () => Eventually<Result>,
  ): Promise<Result> {
    const { calls, faults, monitor, runningEngine } = this.observation;
    const happening = faults.next({ operation, type });
    monitor.before(runningEngine().pid);
    const work = async (): Promise<Result> => {
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
