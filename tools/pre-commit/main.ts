/** Types and lint of the files that are named, in the folder that it runs in. */
async function main(names: readonly string[]): Promise<void> {
  const sources = names.filter((name) => /\.[cm]?[jt]s$/.test(name));
  if (sources.length === 0) return;
  // Compiler and linter take longer to load than all else that a commit of documents needs.
  const { objections } = await import("./objections.js");
  const text = await objections(sources);
  if (text === "") return;
  process.stderr.write(text);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
