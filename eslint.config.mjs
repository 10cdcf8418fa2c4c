import tseslint from "typescript-eslint";

/** Tables: whoever looks something up in them wants one place, and their length is no depth. */
const tables = [
  "blueprint/tiers.ts",
  "policies/parity/explanations.ts",
  "tools/published-models/mapping/aws.ts",
];

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "coverage/",
      ".artifacts/",
      "policies/node_modules/",
      "apps/",
      "deploy/app-template/",
      "services/",
      "test/fixtures/",
    ],
  },
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
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          name: "picocolors",
          importNames: ["default"],
          message:
            "It paints in every CI. Use createColors with terminalOf, which paints on terminals.",
        },
      ],
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
  {
    // What the SDK's launchers start is a CommonJS module.
    files: ["**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["**/*.ts", "**/*.mjs"],
    // A test file is a list of cases, and a `describe` holds them all.
    ignores: ["test/**"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 60 }],
    },
  },
  { files: tables, rules: { "max-lines": "off" } },
  {
    files: ["**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
  },
);
