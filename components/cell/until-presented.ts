import * as pulumi from "@pulumi/pulumi";

/** What Cloudflare says of a client certificate that was uploaded. */
export interface Upload {
  readonly status: string;
  /** RFC 3339. */
  readonly uploadedOn: string;
}

const second = 1_000;
const between = 5 * second;
/** Active is what the API says; that every data centre has heard of it, nobody says. */
const settling = 60 * second;
const patience = 600 * second;

const ownClock = {
  now: () => Date.now(),
  sleep: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

/**
 * Waits until Cloudflare presents a certificate: it is active, and was uploaded a minute ago. An origin that asks earlier
 * would turn visitors away.
 *
 * @throws pulumi.RunError when that is not so after ten minutes.
 */
export async function untilPresented(
  what: string,
  ask: () => Promise<Upload>,
  clock: typeof ownClock = ownClock,
): Promise<void> {
  const end = clock.now() + patience;
  for (;;) {
    const { status, uploadedOn } = await ask();
    const age = clock.now() - Date.parse(uploadedOn);
    if (status === "active" && age >= settling) return;
    if (clock.now() >= end) {
      throw new pulumi.RunError(
        `${what} is ${status} after ten minutes, and load balancers stay as they are until it is active: run \`up\` again`,
      );
    }
    await clock.sleep(status === "active" ? Math.max(settling - age, second) : between);
  }
}
