// @ts-check
/** What every command reads. */
const terminal = ["settings", "operations/command-line.ts", "operations/columns.ts"];

/**
 * The reading order: a folder or file imports from itself and from those it names, which all stand above it. What judges
 * (policies) and what is judged know nothing of each other.
 *
 * @type {[room: string, reads: string[]][]}
 */
const rooms = [
  ["blueprint", []],
  ["settings", ["blueprint"]],
  ["artifacts", ["blueprint", "settings"]],
  ["providers/server", []],
  ["providers/neon", ["providers/server"]],
  ...inTurn("components", "base network secrets observe delivery data cell service edge", [
    "blueprint",
    "providers/neon/sdk",
  ]),
  ["components", ["blueprint"]],
  ["index.ts", ["settings", "components"]],
  ["iam", []],
  ["policies", ["iam"]],
  ["catalog", []],
  ["functions", []],
  ["sandbox", ["blueprint/tenancies.ts", "providers/server", "catalog", "iam", "functions"]],
  ["preview/report", []],
  ["preview/run", ["settings", "catalog", "sandbox", "preview/report"]],
  ["preview/judge", ["settings", "policies", "catalog", "preview/report", "preview/run"]],
  ["preview/compare", ["settings", "catalog", "preview/report"]],
  ["preview/passport", ["settings", "preview/report", "preview/compare/comparison.ts"]],
  ["preview/expect", ["settings", "preview/compare/comparison.ts"]],
  [
    "preview/render",
    [
      "settings/visible.ts",
      "catalog/urn.ts",
      "preview/report",
      "preview/compare/comparison.ts",
      "preview/passport",
      "preview/expect/expectations.ts",
    ],
  ],
  ["preview", ["settings", "index.ts", "policies", "sandbox"]],
  ["tools/install", []],
  ["tools/engine", []],
  ["tools/pre-commit", []],
  ["operations/command-line.ts", ["settings"]],
  ["operations/own-engine.ts", ["settings", "tools/engine"]],
  ["operations/json-api.ts", []],
  ["operations/columns.ts", []],
  ["operations/github.ts", ["settings", "operations/json-api.ts"]],
  ["operations/environment.ts", ["blueprint", "settings"]],
  ["rollout/judge", []],
  ["rollout/recorded", ["settings", "rollout/judge"]],
  ["rollout/draw", ["rollout/judge", "rollout/recorded"]],
  ["rollout/stages", ["blueprint", "settings", "rollout/judge"]],
  ["operations/person.ts", ["rollout/stages"]],
  ...inTurn("operations", "stack running recover drift teardown", [
    "blueprint/tenancies.ts",
    "settings",
    "catalog",
    "operations/command-line.ts",
    "operations/own-engine.ts",
  ]),
  ...inTurn("operations", "health gates", [
    "blueprint",
    ...terminal,
    "operations/github.ts",
    "operations/environment.ts",
    "operations/json-api.ts",
  ]),
  [
    "operations/bootstrap",
    [
      "blueprint",
      "settings",
      "components/delivery/state-permissions.ts",
      "operations/command-line.ts",
      "operations/own-engine.ts",
      "operations/json-api.ts",
    ],
  ],
  ["tools/init", ["settings", "operations/command-line.ts"]],
  [
    "operations/notify",
    [
      "blueprint",
      "settings",
      "rollout/stages",
      "operations/command-line.ts",
      "operations/environment.ts",
      "operations/person.ts",
    ],
  ],
  ["engine/judged-up.ts", ["operations"]],
  ["database/failure.ts", []],
  ["database/environment.ts", ["blueprint", "settings", "operations/environment.ts"]],
  ...inTurn("database", "seal server store backup restore drill mask", [
    "blueprint",
    ...terminal,
    "providers",
    "database/failure.ts",
    "database/environment.ts",
  ]),
  ["database/migrate/read-migrations.ts", ["settings", "functions"]],
  ["database/events", ["settings"]],
  ...inTurn("database", "lint migrate", [
    ...terminal,
    "functions",
    "providers/neon",
    "operations/own-engine.ts",
    "operations/stack",
    "database/mask",
    "database/events",
    "database/migrate/read-migrations.ts",
  ]),
  [
    "operations/release",
    [
      "artifacts",
      "blueprint",
      "settings",
      "catalog",
      "rollout",
      "engine/judged-up.ts",
      "operations",
      "providers/neon",
      "database/lint",
      "database/migrate",
      "functions",
    ],
  ],
  ["operations/promote", ["artifacts", "blueprint", "settings", "rollout/stages", "operations"]],
  [
    "database/projections",
    [
      ...terminal,
      "database/failure.ts",
      "database/environment.ts",
      "database/events",
      "database/server",
    ],
  ],
  [
    "operations/disaster",
    ["blueprint", "settings", "providers", "database", "tools/engine", "operations"],
  ],
  ["tools/build", ["artifacts", ...terminal]],
  ["tools/changes", ["artifacts/build", ...terminal]],
  ["tools/workloads", ["artifacts/build", ...terminal, "tools/changes"]],
  ["tools/new-service", [...terminal]],
  ["tools/setup-env", ["artifacts/build", ...terminal, "tools/engine"]],
  ["tools/fetch", ["artifacts", "blueprint", "settings", "operations/command-line.ts"]],
  [
    "engine",
    [
      "artifacts",
      "settings",
      "components/delivery/deploy-roles.ts",
      "blueprint",
      "rollout",
      "index.ts",
      "sandbox",
      "operations",
    ],
  ],
  ["operations/record", ["artifacts", "settings", "rollout/stages", "operations"]],
  ...inTurn("operations", "approved pull-requests", [
    "settings",
    "operations/command-line.ts",
    "operations/github.ts",
    "operations/json-api.ts",
  ]),
  ["tools/quality", ["settings", "operations/command-line.ts"]],
  ["tools/sonarqube", ["settings", "operations/command-line.ts", "operations/json-api.ts"]],
  ["tools/judge", ["settings", "operations/command-line.ts", "rollout"]],
  ["tools/reference", ["settings", "preview/report"]],
  ["tools/published-models", ["settings", "providers/server", "index.ts", "sandbox", "preview"]],
  [
    "bench",
    [
      "settings",
      "index.ts",
      "policies",
      "database",
      "sandbox",
      "preview",
      "rollout/judge",
      "tools/engine",
      "operations/command-line.ts",
    ],
  ],
  ["database/scratch", []],
  ["database/rehearse", ["settings", "functions", "operations", "database"]],
  ["rehearsal/faults", []],
  ["rehearsal/fleet", ["sandbox", "functions"]],
  [
    "rehearsal",
    [
      "artifacts",
      "blueprint",
      "settings",
      "index.ts",
      "sandbox",
      "preview",
      "providers",
      "database",
      "tools/engine",
      "operations",
      "rollout",
      "engine",
    ],
  ],
  ["deploy", []],
  ["apps", []],
  ["services", []],
  ["test", ["."]],
];

/**
 * Folders of a folder, each of which may read those before it.
 *
 * @param {string} folder
 * @param {string} names
 * @param {string[]} reads what each of them may read besides
 * @returns {[string, string[]][]}
 */
function inTurn(folder, names, reads) {
  const paths = names.split(" ").map((name) => `${folder}/${name}`);
  return paths.map((path, place) => [path, [...reads, ...paths.slice(0, place)]]);
}

/** @param {string} path */
const inside = (path) => (path === "." ? "." : `^${path.replaceAll(".", "\\.")}(/|$)`);

/**
 * Where the smallest room stands that holds the path.
 *
 * @param {string} path
 */
function placeOf(path) {
  const around = rooms.filter(([room]) => `${path}/`.startsWith(`${room}/`));
  const [smallest] = around.sort(([a], [b]) => b.length - a.length);
  return smallest === undefined ? -1 : rooms.indexOf(smallest);
}

const arrows = rooms.map(([room, reads], place) => {
  const wrong = reads.filter((read) => placeOf(read) >= place);
  if (wrong.length > 0) throw new Error(`${room} reads ${wrong.join()}, which stands below it`);
  const parts = rooms.map(([each]) => each).filter((each) => each.startsWith(`${room}/`));
  return {
    name: room,
    comment: `${room} reads ${reads.join(", ") || "no other folder"} (.dependency-cruiser.mjs)`,
    severity: /** @type {const} */ ("error"),
    from: { path: inside(room), pathNot: parts.map(inside) },
    to: {
      dependencyTypes: /** @type {["local"]} */ (["local"]),
      pathNot: [room, ...reads].map(inside),
    },
  };
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no circle",
      comment: "Give what both need a file of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "every file has its place",
      comment: "Say in .dependency-cruiser.mjs where in the reading order its folder stands.",
      severity: "error",
      from: { pathNot: [...rooms.map(([room]) => inside(room)), "^[^/]+\\.mjs$"] },
      to: {},
    },
    ...arrows,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
