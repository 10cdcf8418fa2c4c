// @ts-check
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- JSDoc has the types */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Refuses to read what makes this checkout's platform somebody's own, in the tests' process and in those that it starts:
 * whoever calls his product otherwise, or adds and removes workloads, is to break no test of rules.
 */
const own =
  /^(?:Pulumi(?:\..+)?\.yaml|(?:apps|services)(?:\/[^/]+\/deploy\.yaml)?|releases(?:\/.*)?|policies\/(?:environments|waivers)\.yaml)$/;

/** Tests that are about that platform, and hold whatever it is. */
const about =
  /\/test\/(?:project\/|readme\.test\.ts|tools\/(?:reference\/pages|pre-commit)\.test\.ts)/;

const home = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const allowed = "TESTS_READ_PROJECT";

/** @param {unknown} path */
function check(path) {
  if (typeof path !== "string" || process.env[allowed] !== undefined) return;
  const name = relative(home, resolve(path)).split(sep).join("/");
  // While the files of tests are loaded, and in hooks around them, no test is running.
  if (!own.test(name) || about.test(new Error().stack ?? "")) return;
  throw new Error(
    `a test reads ${name} of this checkout, which is its owner's: take test/fixtures (test/support/project.ts), ` +
      "or write what holds of every project into test/project",
  );
}

const { readFileSync, readdirSync, openSync, cpSync } = fs;
Object.assign(fs, {
  readFileSync: checked(readFileSync),
  readdirSync: checked(readdirSync),
  openSync: checked(openSync),
  cpSync: checked(cpSync),
});
syncBuiltinESMExports();

/**
 * @template {(...args: never[]) => unknown} Read
 * @param {Read} read
 * @returns {(...args: Parameters<Read>) => unknown}
 */
function checked(read) {
  return (...args) => {
    check(args[0]);
    return read(...args);
  };
}

process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --import ${import.meta.url}`.trim();

export const mochaHooks = {
  /** @this {Mocha.Context} */
  beforeEach() {
    if (about.test(this.currentTest?.file ?? "")) process.env[allowed] = "1";
  },
  afterEach() {
    Reflect.deleteProperty(process.env, allowed);
  },
};
