import * as z from "zod";
import { described } from "../described";
import { isMap } from "../parse-text";
import { namesSecret } from "../secret-names";
import { holdsPassword } from "../show";
import * as values from "../values";

/** Variables that the platform sets for every workload. */
export const ownVariable =
  /^(?:DATABASE_URL|HYPERDRIVE|ENVIRONMENT|LOG_LEVEL|LOGIN_AUDIENCE|LOGIN_ISSUER|PORT|SENTRY_ENVIRONMENT|SENTRY_SAMPLE_RATE|SERVICE|VERSION|OBJECT_STORE_.+)$/;

/** Cloudflare gives a Worker 128 variables, secrets among them (its page of limits); some of them are the platform's. */
const most = 60;

const variableName = described(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/), {
  meaning: "A variable's name.",
  expected: "a name of up to 64 capital letters, digits and underscores",
  example: "LANGUAGE",
});

export const environment = described(
  z
    .record(
      variableName,
      described(z.string(), {
        meaning: "A value in quotes.",
        expected: "text in quotes",
        example: "fr",
      }),
    )
    .superRefine(
      (variables, context) => {
        const issue = (path: string[], expected: string, fix: string): void => {
          context.addIssue({ code: "custom", path, message: expected, params: { fix } });
        };
        for (const [name, value] of Object.entries<unknown>(variables)) {
          if (namesSecret(name) || (typeof value === "string" && holdsPassword(value))) {
            issue(
              [name],
              "no secret among plain variables",
              `move it: \`secrets: { ${name}: external }\``,
            );
          } else if (ownVariable.test(name)) {
            issue(
              [name],
              "a name that the platform does not set itself",
              "remove it, or rename it",
            );
          }
        }
        if (Object.keys(variables).length > most) {
          issue([], `at most ${String(most)} variables`, "put some into a file of the workload");
        }
      },
      { when: ({ value }) => isMap(value) },
    ),
  {
    meaning: "Plain variables, the same in every environment. Never a secret.",
    expected: `a map of at most ${String(most)} texts`,
    example: { LANGUAGE: "fr" },
  },
).default({});

export const secrets = described(
  z
    .record(
      variableName.regex(/^(?!GITHUB_)/),
      values.oneOf(["generated", "external"], "Where its value comes from.", "generated"),
    )
    .refine((secrets) => Object.keys(secrets).length <= most),
  {
    meaning:
      "Secret variables by name, and where their value comes from: `generated` by the platform and known to nobody, or `external`, written by people into the secret store.",
    expected: `a map of at most ${String(most)}, each generated or external`,
    example: { SESSION_KEY: "generated" },
  },
).default({});
