import { asList, isText } from "../../read";
import type { PolicyResource } from "../../resource";

export const awsProvider = "pulumi:providers:aws";

/** The accounts that an AWS provider may act in; the engine hands lists to providers as JSON. */
export function allowedAccounts({ props }: PolicyResource): readonly string[] {
  const { allowedAccountIds: value } = props;
  const accounts: unknown = isText(value) ? JSON.parse(value) : value;
  return asList(accounts).map((account) => {
    if (!isText(account) || !/^\d{12}$/.test(account)) {
      throw new Error("allowedAccountIds holds what is no account id");
    }
    return account;
  });
}
