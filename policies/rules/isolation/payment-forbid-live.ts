import { paymentRule } from "./payment-sides";

export const paymentForbidLive = paymentRule("live", ["preview", "dev", "staging", "shared"]);
