import { projectRoot } from "../../support/project";
import { TemporarySandbox } from "./sandbox";

/** Hands a new sandbox over before each test around it, which begins in the repository's folder. */
export function sandboxForEach(use: (sandbox: TemporarySandbox) => void): void {
  sandboxBetween(beforeEach, afterEach, use);
}

/** Hands one sandbox over before all tests around it, which begin in the repository's folder. */
export function sandboxForAll(use: (sandbox: TemporarySandbox) => void): void {
  sandboxBetween(before, after, use);
}

function sandboxBetween(
  begin: Mocha.HookFunction,
  end: Mocha.HookFunction,
  use: (sandbox: TemporarySandbox) => void,
): void {
  let sandbox: TemporarySandbox;
  begin(() => {
    process.chdir(projectRoot);
    sandbox = new TemporarySandbox();
    use(sandbox);
  });
  end(() => {
    sandbox.dispose();
  });
}
