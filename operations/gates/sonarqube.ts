import * as z from "zod";
import type { JsonApi } from "../json-api";

/** What SonarQube found of a commit. */
export interface Analysis {
  /** `OK` where its gate is passed. */
  readonly status: string;
  /** What its gate objects to, for example `new_coverage 71.2 (wants 80)`. */
  readonly objections: readonly string[];
  /** Percent of new lines that tests cover; `undefined` where it doesn't say. */
  readonly newCoverage: number | undefined;
}

const analysis = z.object({ key: z.string(), revision: z.string().optional() });
const analyses = z.object({ analyses: z.array(analysis) });

const condition = z.object({
  status: z.string(),
  metricKey: z.string(),
  errorThreshold: z.string().default("another"),
  actualValue: z.string().optional(),
});
const gate = z.object({ status: z.string(), conditions: z.array(condition).default([]) });
const projectStatus = z.object({ projectStatus: gate });

const period = z.object({ value: z.string() });
const measure = z.object({ value: z.string().optional(), period: period.optional() });
const measures = z.object({ component: z.object({ measures: z.array(measure) }) });

/** One project of a SonarQube server. */
export class SonarQube {
  /** @param branches - those that are analysed besides the project's main one. */
  public constructor(
    private readonly api: JsonApi,
    private readonly project: string,
    private readonly branches: readonly string[],
  ) {}

  /** @returns nothing where the commit was never analysed. @throws ServiceError */
  public async find(commit: string): Promise<Analysis | undefined> {
    for (const branch of [undefined, ...this.branches]) {
      const of = { project: this.project, ...(branch !== undefined && { branch }) };
      const path = `/api/project_analyses/search?${query({ ...of, ps: "500" })}`;
      const known = (await this.api.find(path, analyses))?.analyses ?? [];
      const place = known.findIndex(({ revision }) => revision === commit);
      const key = known[place]?.key;
      // Measures are those of the newest analysis alone.
      if (key !== undefined) return this.analysis(key, branch, place === 0);
    }
    return undefined;
  }

  private async analysis(
    analysisId: string,
    branch: string | undefined,
    isNewest: boolean,
  ): Promise<Analysis> {
    const path = `/api/qualitygates/project_status?${query({ analysisId })}`;
    const { status, conditions } = (await this.api.ask(path, projectStatus)).projectStatus;
    const judged = conditions.find(({ metricKey }) => metricKey === "new_coverage")?.actualValue;
    const covered = judged ?? (isNewest ? await this.newCoverage(branch) : undefined);
    return {
      status,
      objections: conditions
        .filter((each) => each.status !== "OK")
        .map(
          (each) =>
            `${each.metricKey} ${each.actualValue ?? "unknown"} (wants ${each.errorThreshold})`,
        ),
      newCoverage: covered === undefined ? undefined : Number(covered),
    };
  }

  private async newCoverage(branch: string | undefined): Promise<string | undefined> {
    const of = { component: this.project, ...(branch !== undefined && { branch }) };
    const path = `/api/measures/component?${query({ ...of, metricKeys: "new_coverage" })}`;
    const [found] = (await this.api.ask(path, measures)).component.measures;
    return found?.period?.value ?? found?.value;
  }
}

function query(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}
