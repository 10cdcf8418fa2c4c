import { type Environment, githubEnvironments, type Repository } from "../environments";
import type { Values } from "./contexts";
import { githubIssuer } from "./ways-in";

const claims = ["aud", "sub", "repository_id", "environment"] as const;
type Claim = (typeof claims)[number];

const audience = "sts.amazonaws.com";
const keyOf = (claim: Claim) => `${githubIssuer}:${claim}`;

/**
 * Tokens that GitHub could give: one that says what is asked for, and the same of another audience, another repository
 * under the name of ours, another job or another environment, and one without each claim.
 */
export function tokensFor(asked: Values, { name }: Repository): readonly Values[] {
  const others: Readonly<Record<Claim, string>> = {
    aud: "https://elsewhere.example",
    sub: `repo:${name}:ref:refs/heads/anything`,
    repository_id: "1",
    environment: "anything",
  };
  const whole = {
    ...Object.fromEntries(claims.map((claim) => [keyOf(claim), others[claim]])),
    ...asked,
  };
  return [
    whole,
    ...claims.flatMap((claim) => [
      { ...whole, [keyOf(claim)]: others[claim] },
      Object.fromEntries(Object.entries(whole).filter(([key]) => key !== keyOf(claim))),
    ]),
  ];
}

/** Whether a token is of a job of our repository that passed a gate of the environment, and is made for AWS. */
export function isOurs(token: Values, repository: Repository, environment: Environment): boolean {
  const gates = githubEnvironments(environment);
  const [owner, bare] = repository.name.split("/", 2);
  const immutable = `${owner ?? ""}@${repository.ownerId}/${bare ?? ""}@${repository.id}`;
  return (
    token[keyOf("aud")] === audience &&
    token[keyOf("repository_id")] === repository.id &&
    gates.includes(token[keyOf("environment")] ?? "") &&
    gates.some((gate) =>
      [repository.name, immutable].some(
        (each) => token[keyOf("sub")] === `repo:${each}:environment:${gate}`,
      ),
    )
  );
}

export function tokenInWords(token: Values): string {
  const said = claims.map((claim) => {
    const value = token[keyOf(claim)];
    return value === undefined ? `no ${claim}` : `${claim} "${value}"`;
  });
  return `a GitHub token with ${said.join(", ")}`;
}
