import type { Standings } from "../../rollout/stages/standings";
import type { Proof } from "./promotion";

/** What an environment's releases have proven of a build: that it is what runs, was verified, and since when. */
export function proofsOf(
  standings: Pick<Standings, "workloads" | "verified" | "heldBack">,
): (workload: string, digest: string) => Proof {
  return (workload, digest) => {
    const isMeant = ({ build }: { readonly build: { readonly digest: string } }) =>
      build.digest === digest;
    const running = standings.workloads[workload];
    const taken = standings.heldBack[workload]?.find(isMeant);
    const isVerified = standings.verified[workload]?.some(isMeant) === true;
    return {
      ...(taken !== undefined && { heldBack: taken.reason }),
      ...(running !== undefined &&
        isMeant(running) &&
        isVerified && { verifiedSince: running.since }),
    };
  };
}
