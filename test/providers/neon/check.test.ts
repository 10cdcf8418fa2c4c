import { assert } from "chai";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { NeonApi } from "../../../providers/neon/api/neon-api";
import { neonPackage } from "../../../providers/neon/neon-package";
import { NeonProvider } from "../../../providers/neon/provider";
import { secret, type WireMap } from "../../../providers/server/wire";
import { leastProject, subjectOf } from "./provider-ground";

const provider = new NeonProvider(new NeonApi({ apiKey: undefined }));

async function problemsOf(
  type: string,
  inputs: WireMap,
): Promise<Readonly<Record<string, string>>> {
  const problems = await provider.check(subjectOf(type), inputs);
  return Object.fromEntries(problems.map(({ property, reason }) => [property, reason]));
}

async function paths(type: string, inputs: WireMap): Promise<readonly string[]> {
  return Object.keys(await problemsOf(type, inputs));
}

const project = (inputs: WireMap) => ({ ...leastProject, ...inputs });
const branch = (inputs: WireMap) => ({ projectId: "p", name: "pr-7", ...inputs });
const compute = (autoscalingLimitMinCu: number, autoscalingLimitMaxCu: number) =>
  project({ defaultEndpointSettings: { autoscalingLimitMinCu, autoscalingLimitMaxCu } });

describe("The Neon provider's check", () => {
  it("says every problem with its path, not only the first", async () => {
    const problems = await problemsOf("Project", {
      regionId: "aws-eu-central-2",
      pgVersion: 17.5,
      historyRetentionSeconds: 2_592_001,
      defaultEndpointSettings: { autoscalingLimitMinCu: "1", autoscalingLimitMaxCU: 2 },
      settings: { allowedIps: { ips: [7] } },
    });
    assert.deepEqual(Object.keys(problems), [
      "name",
      "regionId",
      "pgVersion",
      "historyRetentionSeconds",
      "defaultEndpointSettings.autoscalingLimitMinCu",
      "defaultEndpointSettings.autoscalingLimitMaxCU",
      "settings.allowedIps.ips[0]",
    ]);
    assert.include(problems.regionId, "did you mean aws-eu-central-1?");
    assert.include(problems.historyRetentionSeconds, "expected 0 to 2592000");
    assert.include(
      problems["defaultEndpointSettings.autoscalingLimitMaxCU"],
      "did you mean autoscalingLimitMaxCu?",
    );
  });

  it("passes what is not known yet, at any depth", async () => {
    const unknown = rpc.unknownValue;
    assert.deepEqual(
      await paths("Project", {
        name: unknown,
        regionId: unknown,
        settings: { allowedIps: { ips: [unknown] } },
      }),
      [],
    );
    assert.deepEqual(await paths("Project", project({ settings: unknown })), []);
    assert.deepEqual(await paths("Branch", branch({ protected: true, expiresAt: unknown })), []);
  });

  it("holds a compute's limits against each other", async () => {
    assert.deepEqual(await paths("Project", compute(0.25, 8.25)), []);
    assert.deepEqual(await paths("Project", compute(24, 24)), []);
    for (const [min, max] of [
      [0.25, 8.5],
      [2, 1],
      [12, 18],
      [0.3, 1],
      [0.1, 1],
      [60, 60],
    ] as const) {
      assert.isNotEmpty(
        await paths("Project", compute(min, max)),
        `${String(min)} to ${String(max)}`,
      );
    }
  });

  it("takes 60 seconds to a week of sleep, never, or Neon's default", async () => {
    const sleep = (suspendTimeoutSeconds: number) =>
      paths("Project", project({ defaultEndpointSettings: { suspendTimeoutSeconds } }));
    for (const seconds of [-1, 0, 60, 604_800]) assert.isEmpty(await sleep(seconds));
    for (const seconds of [-2, 1, 59, 604_801, 60.5]) assert.isNotEmpty(await sleep(seconds));
  });

  it("takes addresses, prefixes and ranges, and nothing else", async () => {
    const ips = (text: string) =>
      paths("Project", project({ settings: { allowedIps: { ips: [text] } } }));
    for (const text of ["203.0.113.7", "203.0.113.0/24", "2001:db8::/32", "10.0.0.1-10.0.0.9"]) {
      assert.isEmpty(await ips(text), text);
    }
    for (const text of ["203.0.113.256", "203.0.113.0/33", "::1/129", "host", "1.1.1.1-::1", ""]) {
      assert.deepEqual(await ips(text), ["settings.allowedIps.ips[0]"], text);
    }
  });

  it("takes a date of RFC 3339 to the second, and not of a protected branch", async () => {
    assert.isEmpty(await paths("Branch", branch({ expiresAt: "2030-06-09T18:02:16Z" })));
    for (const expiresAt of [
      "2030-06-09",
      "2030-02-30T00:00:00Z",
      "tomorrow",
      "2030-06-09T18:02:16.5Z",
    ]) {
      assert.deepEqual(await paths("Branch", branch({ expiresAt })), ["expiresAt"], expiresAt);
    }
    const both = branch({ expiresAt: "2030-06-09T18:02:16Z", protected: true });
    assert.deepEqual(await paths("Branch", both), ["expiresAt"]);
  });

  it("takes one place to start from", async () => {
    const at = { parentLsn: "0/1DE2850", parentTimestamp: "2030-06-09T18:02:16Z" };
    assert.isEmpty(await paths("Branch", branch({ parentLsn: at.parentLsn })));
    assert.deepEqual(await paths("Branch", branch(at)), ["parentLsn"]);
    assert.deepEqual(await paths("Branch", branch({ parentLsn: "yesterday" })), ["parentLsn"]);
  });

  it("counts a name's characters, not its code units", async () => {
    assert.isEmpty(await paths("Branch", branch({ name: "😀".repeat(256) })));
    assert.deepEqual(await paths("Branch", branch({ name: "😀".repeat(257) })), ["name"]);
    assert.deepEqual(await paths("Branch", branch({ name: "" })), ["name"]);
  });

  it("quotes no secret", async () => {
    const problems = await problemsOf("Project", project({ regionId: secret("marker-7d2") }));
    assert.include(problems.regionId, "[secret]");
    assert.notInclude(JSON.stringify(problems), "marker-7d2");
  });
});

describe("The Neon provider's configuration", () => {
  const checked = async (settings: WireMap) =>
    ((await neonPackage({}).checkConfig?.(settings)) ?? []).map(({ property }) => property);

  it("is held against what there is", async () => {
    assert.isEmpty(await checked({ version: "1.0.0" }));
    assert.isEmpty(await checked({ baseUrl: "http://127.0.0.1:8080/api/v2", apiKey: secret("k") }));
    assert.deepEqual(await checked({ apikey: "k", baseUrl: "http://neon.example", orgId: 7 }), [
      "apikey",
      "orgId",
      "baseUrl",
    ]);
  });
});
