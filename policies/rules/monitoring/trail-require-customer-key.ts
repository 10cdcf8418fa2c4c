import { customerKeyRule } from "../secrets/customer-key";
import { trailType } from "./trails";

export const trailRequireCustomerKey = customerKeyRule({ [trailType]: "kmsKeyId" });
