import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { z } from "zod";

const folder = ".github/ISSUE_TEMPLATE";
const text = z.string().min(1);

/** As much of GitHub's issue forms as these use: a form with anything else GitHub does not offer, and nobody is told. */
const form = z.strictObject({
  name: text,
  description: text,
  labels: z.array(text).optional(),
  body: z.array(
    z.strictObject({
      type: z.enum(["input", "textarea"]),
      id: z.string().regex(/^[\w-]+$/),
      attributes: z.strictObject({
        label: text,
        description: text.optional(),
        placeholder: text.optional(),
        render: text.optional(),
      }),
      validations: z.strictObject({ required: z.boolean() }).optional(),
    }),
  ),
});

describe("the issue forms", () => {
  for (const name of readdirSync(folder)) {
    it(`${name} is one that GitHub offers`, () => {
      const { body } = form.parse(load(readFileSync(join(folder, name), "utf8")));
      for (const names of [body.map(({ id }) => id), body.map((each) => each.attributes.label)]) {
        expect(new Set(names)).to.have.property("size", names.length);
      }
    });
  }
});
