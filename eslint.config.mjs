import tseslint from "typescript-eslint";

/**
 * The arrows of design's data flow: a folder imports only from the folders named for it. What judges (policies) and
 * what is judged know nothing of each other.
 *
 * @type {Record<string, string[]>}
 */
const mayImport = {
  spec: [],
  settings: ["spec"],
  "providers/neon": ["providers/server"],
  "providers/server": [],
  components: ["spec", "providers/neon/sdk"],
  policies: [],
  sandbox: ["providers/server"],
  operations: ["sandbox", "settings"],
  engine: ["operations", "sandbox", "settings"],
  preview: ["policies", "sandbox", "settings", "spec"],
};

const rooms = Object.keys(mayImport);

/**
 * What a part of a folder may be imported where the folder as a whole may not.
 *
 * @param {string} folder
 * @param {string[]} allowed
 */
function exceptFor(folder, allowed) {
  const parts = allowed.filter((each) => each.startsWith(`${folder}/`));
  return parts.map((each) => `(?!${each.slice(folder.length)}/)`).join("");
}

/** @type {import("typescript-eslint").ConfigArray} */
const arrows = rooms.map((room) => {
  const allowed = mayImport[room] ?? [];
  const others = rooms.filter((other) => other !== room && !allowed.includes(other));
  return {
    files: [`${room}/**/*.ts`],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: others.map((other) => ({
            regex: `^(\\.\\./)+${other}${exceptFor(other, allowed)}(/|$)`,
            message: `${room}/ may import from ${allowed.join(", ") || "no other folder"} (design: data flow)`,
          })),
        },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ["node_modules/", "coverage/", "policies/node_modules/", "apps/", "services/"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/explicit-member-accessibility": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
    },
  },
  {
    files: ["components/**/*.ts", "index.ts", "test/**/*.ts"],
    rules: {
      // A Pulumi resource acts by being constructed.
      "no-new": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  ...arrows,
  {
    files: ["**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
  },
);
