import { findEngine } from "../../../tools/engine/find";

// Before any test: opening a sandbox takes the variables away that say where an engine may be.
if (findEngine(process.env) === undefined) {
  process.once("exit", () => {
    process.stdout.write(
      '\nSKIPPED: every test of the real engine, since no Pulumi CLI is here. "make engine" finds or builds one.\n\n',
    );
  });
}
