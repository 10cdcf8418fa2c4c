import { bug } from "./scenarios/bug";
import { corruption } from "./scenarios/corruption";
import { dataCentre } from "./scenarios/data-centre";
import { region } from "./scenarios/region";

/** The disasters of ADR-015, by the name that a person gives one. */
export const scenarios = { region, corruption, bug, "data-centre": dataCentre } as const;

export type ScenarioName = keyof typeof scenarios;
