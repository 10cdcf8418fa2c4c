import { expect } from "chai";
import { revealMap } from "../../preview/report/tree";
import type { Recording } from "../../preview/run/recording";
import { recordSample } from "../support/sample";

/** Variables of the jobs that take a role. */
function variables(stack: string, account: string, use: "deploy" | "preview"): object {
  return {
    AWS_REGION: "eu-west-1",
    AWS_ROLE_ARN: `arn:aws:iam::${account}:role/acme-${stack}-${use}`,
    PULUMI_BACKEND_URL: `s3://acme-state-${account}`,
    ...(use === "deploy" && {
      DATABASE_MIGRATION_SECRET_ARN: `arn:aws:secretsmanager:eu-west-1:${account}:secret:acme-${stack}-database/migrator`,
    }),
  };
}

/** How a gate is declared that lets jobs of its branches through. */
const unasked = {
  waitTimer: 0,
  preventSelfReview: false,
  canAdminsBypass: false,
  deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
};
/** How each gate that people have to pass is declared. */
const reviewed = (waitTimer: number, ...teams: readonly number[]): object => ({
  ...unasked,
  waitTimer,
  preventSelfReview: true,
  reviewers: [{ teams }],
});
const pullRequests = [{ branchPattern: "refs/pull/*/merge" }];
const release = [{ branchPattern: "main" }, { tagPattern: "v*" }];

/** Every GitHub environment of a stack, whole: a gate that is not here must not be, nor be otherwise. */
const gates = {
  dev: {
    dev: {
      ...reviewed(0, 1001),
      admits: [{ branchPattern: "develop" }],
      holds: variables("dev", "111111111111", "deploy"),
    },
    "dev-preview": {
      ...reviewed(0, 1001),
      admits: pullRequests,
      holds: variables("dev", "111111111111", "preview"),
    },
  },
  staging: {
    staging: {
      ...unasked,
      admits: [{ branchPattern: "develop" }],
      holds: variables("staging", "222222222222", "deploy"),
    },
    "staging-preview": {
      ...reviewed(0, 3001),
      admits: pullRequests,
      holds: variables("staging", "222222222222", "preview"),
    },
  },
  production: {
    "production-approval": {
      ...reviewed(0, 3001),
      admits: release,
      holds: {
        AWS_REGION: "eu-west-1",
        AWS_ROLE_ARN: "arn:aws:iam::333333333333:role/acme-production-approve",
      },
    },
    production: {
      ...reviewed(5, 3002),
      admits: release,
      holds: variables("production", "333333333333", "deploy"),
    },
    "production-preview": {
      ...reviewed(0, 3001),
      admits: pullRequests,
      holds: variables("production", "333333333333", "preview"),
    },
  },
  "pr-7": {},
  shared: {
    build: {
      ...unasked,
      admits: [{ branchPattern: "develop" }],
      holds: {
        AWS_REGION: "eu-west-1",
        AWS_ROLE_ARN: "arn:aws:iam::999999999999:role/acme-shared-build",
      },
    },
  },
} as const;

describe("the gates of", () => {
  for (const [stack, expected] of Object.entries(gates)) {
    it(`${stack} ask whom they should, admit no other refs and hold no more`, async () => {
      expect(gatesOf(await recordSample(stack))).to.deep.equal(expected);
    });
  }
});

describe("the roles of GitHub's jobs", () => {
  for (const [stack, uses] of Object.entries({
    dev: ["deploy", "preview"],
    production: ["approve", "deploy", "preview"],
  })) {
    it(`in ${stack} come after every gate, so that none trusts jobs that nobody let in`, async () => {
      const all = [...(await recordSample(stack)).registrations.values()];
      const gates = all.filter(({ type }) => type.startsWith("github:index/repositoryEnvironment"));
      const roles = all.filter(({ name }) =>
        uses.some((use) => name === `${stack}-deploy-${use}-role`),
      );
      expect(roles).to.have.length(uses.length);
      for (const { name, dependencies } of roles) {
        expect(dependencies, name).to.include.members(gates.map(({ urn }) => urn));
      }
    });
  }
});

/** Who is asked at each GitHub environment, which refs it admits, and what its jobs find there. */
function gatesOf({ registrations }: Recording): Readonly<Record<string, object>> {
  const inputs = (kind: string) =>
    [...registrations.values()]
      .filter(({ type }) => type.startsWith("github:") && type.endsWith(`:${kind}`))
      .map((each) => revealMap(each.inputs, "[unknown]"));
  return Object.fromEntries(
    inputs("RepositoryEnvironment").map((gate) => {
      const inside = (kind: string) =>
        inputs(kind).filter(({ environment }) => environment === gate.environment);
      const held = [
        ...inside("ActionsEnvironmentVariable").map(({ variableName, value }) => [
          variableName,
          // AWS ends a secret's ARN with six letters of its own.
          String(value).replace(/(:secret:.*)-\w{6}$/u, "$1"),
        ]),
        ...inside("ActionsEnvironmentSecret").map(({ secretName }) => [secretName, "a secret"]),
      ];
      return [
        gate.environment,
        {
          ...without(gate, "repository", "environment"),
          admits: inside("RepositoryEnvironmentDeploymentPolicy").map((ref) =>
            without(ref, "repository", "environment"),
          ),
          holds: Object.fromEntries(held) as object,
        },
      ];
    }),
  ) as Record<string, object>;
}

function without(values: Readonly<Record<string, unknown>>, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}
