import { tenancies as kinds, type Tenancies } from "../../blueprint/tenancies";
import type { AskedOf } from "./asked";

/** What a call names that the credentials do not reach, in words; nothing where it names nothing else. */
export function foreignTo(tenancies: Tenancies, { type, values }: AskedOf): string | undefined {
  for (const { setting, what, said } of kinds) {
    if (said === undefined || !type.startsWith(said.types)) continue;
    const [named, own] = [values[said.input], tenancies[setting]];
    if (own === undefined || typeof named !== "string" || named === own) continue;
    return `${what} ${named} is asked for, by whoever reaches ${own} alone`;
  }
  return undefined;
}
