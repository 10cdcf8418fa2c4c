import { paymentRule } from "./payment-sides";

export const paymentForbidSandbox = paymentRule("sandbox", ["production"]);
