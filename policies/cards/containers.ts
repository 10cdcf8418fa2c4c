import { documentIn, isRecord, recordsIn, textsAt } from "../read";
import type { Described } from "./card";

/** A workload's own secrets are called after it, and a database's after the role that they connect as. */
export const ofItsWorkload: Described = {
  text: "images and secrets that are called after its container, or a database's app or read-only",
  has: (containers) =>
    recordsIn({ containers: [documentIn(containers)].flat() }, "containers").every((container) => {
      const own = String(container.name);
      const secret = new RegExp(`[-/](?:${own}|[\\w-]*database/(?:app|read-only))[-/]`);
      const image = new RegExp(`[-/]${own}(?:[:@]|$)`);
      if (String(container.image).includes(".dkr.ecr.") && !image.test(String(container.image)))
        return false;
      return recordsIn(container, "secrets").every((each) => secret.test(String(each.valueFrom)));
    }),
};

export const scratch: Described = {
  text: "mountOptions noexec and nosuid, besides rw and nodev",
  has: (value) =>
    isRecord(value) &&
    ["noexec", "nosuid"].every((option) => textsAt(value, "mountOptions").includes(option)) &&
    textsAt(value, "mountOptions").every((option) => /^(?:rw|no(?:exec|suid|dev))$/.test(option)),
};

/** `root`, `0`, `root:0`, `0:1000`: the user stands first. */
export const unprivileged: Described = {
  text: "a user's number other than 0",
  has: (value) => typeof value === "string" && /^0*[1-9]\d*(?::\d+)?$/.test(value),
};

/** In development a shell may be opened, for which ECS writes into the container. */
export const readOnly: Described = {
  text: "true in staging and production",
  has: (value, { tier }) =>
    value === true || (value === false && tier !== "staging" && tier !== "production"),
};

/** A name that AWS would find too long ends in its digest, and no longer says what it is called after. */
const cutName = /^.{50,}-[0-9a-f]{6}$/;

/** The engine shows a path as a promise, which the preview has read. */
export const ofItsFolder: Described = {
  text: "the folder of functions/ that the function is called after, and packages",
  has: (code, _scope, props) => {
    if (!isRecord(code)) return false;
    const name = String(props.name);
    const files = isRecord(code.assets) ? Object.values(code.assets) : [code];
    return files.every((file) => {
      const path = isRecord(file) ? file.path : undefined;
      const folder = /^(?:functions\/([\w-]+)|node_modules)(?:\/|$)/.exec(String(path));
      return (
        typeof path === "object" ||
        (folder !== null && (cutName.test(name) || `-${name}`.endsWith(folder[1] ?? "")))
      );
    });
  },
};
