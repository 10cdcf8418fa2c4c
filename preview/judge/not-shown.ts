import { count } from "../report/quantity";
import type { Recording, Registration } from "../run/recording";

/** What a deployment of the recorded stack does and this preview does not show; empty for a program that it shows whole. */
export function notShownIn(recording: Recording): readonly string[] {
  const all = [...recording.registrations.values()];
  return [...recording.warnings, ...hooks(all), ...imports(all), ...remoteComponents(all)];
}

/** But for those before an update: they change no input, and can only refuse what is no update here. */
function hooks(all: readonly Registration[]): string[] {
  const acts = (moment: string) => moment !== "beforeUpdate";
  const hooked = all.filter((registration) => registration.hooks.some(acts));
  if (hooked.length === 0) return [];
  const moments = new Set(hooked.flatMap((registration) => registration.hooks.filter(acts)));
  return [
    `${count(hooked.length, "resource")} with hooks (${[...moments].sort().join(", ")}): no hook runs here`,
  ];
}

function imports(all: readonly Registration[]): string[] {
  const imported = all.filter(({ importId }) => importId !== undefined);
  if (imported.length === 0) return [];
  return [
    `${count(imported.length, "imported resource")}: the cloud is not asked what it has under that id`,
  ];
}

function remoteComponents(all: readonly Registration[]): string[] {
  const remote = all.filter((registration) => registration.remote);
  if (remote.length === 0) return [];
  const types = new Set(remote.map(({ type }) => type));
  return [
    `${count(remote.length, "component")} that a package makes (${[...types].sort().join(", ")}): what it holds is neither shown nor judged`,
  ];
}
