import { isText } from "../../read";
import type { PolicyResource } from "../../resource";
import {
  notApplicable,
  type ResourceRule,
  resourceRule,
  violationOf,
  type Written,
} from "../../rule";
import type { PaymentProvider } from "../../payments";
import { eachText } from "../../texts";
import { variableTypes, variablesOf } from "../monitoring/variables";

type Side = "live" | "sandbox";

/** Whatever hands a key to a program. */
const types: readonly string[] = [
  ...variableTypes,
  "aws:secretsmanager/secretVersion:SecretVersion",
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
];

/** What a variable that names the side is set to. */
const modes: Readonly<Record<Side, RegExp>> = {
  live: /^(?:live|prod|production)$/i,
  sandbox: /^(?:dev|development|sandbox|staging|test|testing)$/i,
};

interface PaymentRule extends Omit<Written<ResourceRule>, "types" | "check"> {
  readonly side: Side;
}

/** No resource of these environments holds keys, ids or hosts of that side of a payment provider. */
export function paymentRule({ side, ...rule }: PaymentRule): ResourceRule {
  return resourceRule({
    ...rule,
    types,
    check(resource, { data }) {
      if (data.payments.length === 0) return notApplicable;
      return violationOf(
        data.payments.flatMap((provider) =>
          [...keysIn(resource, provider, side), ...modesIn(resource, provider, side)].map(
            (place) => `pays by the ${side} side of ${provider.name} (${place})`,
          ),
        ),
      );
    },
  });
}

/** Where a key, an id or a host of that side stands; never what it is. */
function keysIn(
  { props }: PolicyResource,
  provider: PaymentProvider,
  side: Side,
): readonly string[] {
  const found: string[] = [];
  eachText(props, (text, path) => {
    if (provider[side].some((mark) => isIn(text, mark))) found.push(path.join("."));
  });
  return found;
}

function isIn(text: string, mark: string): boolean {
  const at = text.indexOf(mark);
  return at >= 0 && !/[A-Za-z0-9]/.test(text.charAt(at - 1));
}

function modesIn(
  resource: PolicyResource,
  { name }: PaymentProvider,
  side: Side,
): readonly string[] {
  const variable = new RegExp(`^(?:PAYMENTS?|${name})_(?:ENV|ENVIRONMENT|MODE)$`, "i");
  return variablesOf(resource)
    .filter(([key, value]) => variable.test(key) && isText(value) && modes[side].test(value))
    .map(([key]) => key);
}
