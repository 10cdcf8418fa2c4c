import { allowedAccounts, awsProvider } from "./providers";
import { isolate } from "./shared-identity";

export const accountIsolate = isolate("an AWS account", [awsProvider], allowedAccounts);
