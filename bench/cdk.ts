import { join } from "node:path";
import { cdkSynth, countCdkResources, prepareCdkPeer, type CdkPeer } from "./cdk-peer";
import { platformOf, type BenchContext } from "./context";
import { derived, sampled, type Section } from "./figures";
import { timeInTurn } from "./measure";
import { countExtent, notesOn, previewOfPlatform } from "./preview";

const sizes = [3, 30, 100];
const mostRatio = 0.5;

/** Generated platforms in three environments against AWS CDK with cdk-nag on the same shape. */
export async function* measureCdk(context: BenchContext): AsyncGenerator<Section> {
  const peer = await prepareCdkPeer(context.cdk, context.home, context.say);
  if ("missing" in peer) {
    const notes = [`left out: ${peer.missing}`];
    yield { title: "AWS CDK with cdk-nag", extent: {}, figures: [], notes };
    return;
  }
  for (const services of sizes) yield await compare(context, peer, services);
}

async function compare(context: BenchContext, peer: CdkPeer, services: number): Promise<Section> {
  const { home, scratch, say, slowRuns } = context;
  const preview = previewOfPlatform(home, platformOf(context, services), services);
  const synth = cdkSynth(peer, services, join(scratch, "cdk.out"));
  say(preview.name);
  const { resources, rules, violations } = await countExtent(preview, join(scratch, "report.json"));
  say(synth.name);
  const cdkResources = await countCdkResources(synth);
  const [ours, theirs] = await timeInTurn([preview, synth], slowRuns, say);
  const oursEach = ours.median / resources;
  const theirsEach = theirs.median / cdkResources;
  return {
    title: `${String(services)} ECS services in each of three environments`,
    extent: { resources, rules, "CDK resources": cdkResources },
    figures: [
      sampled("preview", "time", ours),
      sampled("AWS CDK with cdk-nag", "time", theirs),
      derived("ratio", "ratio", ours.median / theirs.median, mostRatio),
      derived("preview, per resource", "time", oursEach),
      derived("AWS CDK with cdk-nag, per resource", "time", theirsEach),
      derived("ratio per resource", "ratio", oursEach / theirsEach, mostRatio),
    ],
    notes: notesOn(violations),
  };
}
