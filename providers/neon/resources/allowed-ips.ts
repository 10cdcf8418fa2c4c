import { isIP } from "node:net";
import type { CheckProblem } from "../../server/provider";

const path = "settings.allowedIps.ips";

/** @param ips - what is not known yet is left out. */
export function checkAllowedIps(ips: readonly (string | undefined)[]): readonly CheckProblem[] {
  return ips.flatMap((text, index) =>
    text === undefined || isAddressRange(text)
      ? []
      : [
          {
            property: `${path}[${String(index)}]`,
            reason:
              `is "${text}"; expected an address, a CIDR range or first-last, ` +
              "for example 203.0.113.7, 203.0.113.0/24 or 203.0.113.1-203.0.113.9",
          },
        ],
  );
}

function isAddressRange(text: string): boolean {
  const [first = "", last, ...more] = text.split("-");
  if (last !== undefined)
    return more.length === 0 && isIP(first) !== 0 && isIP(first) === isIP(last);
  const [address = "", prefix, ...rest] = text.split("/");
  if (isIP(address) === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIP(address) === 4 ? 32 : 128);
}
