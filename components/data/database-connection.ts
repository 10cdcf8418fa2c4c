import * as pulumi from "@pulumi/pulumi";

export interface DatabaseConnection {
  readonly host: pulumi.Input<string>;
  readonly database: string;
  readonly user: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
  /** Settings of the session, for example `default_transaction_read_only`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * A libpq connection string, secret. Channel binding makes the client refuse a server that does not hold the password's
 * verifier, so `require` needs no file of root certificates in each image.
 */
export function connectionUri(connection: DatabaseConnection): pulumi.Output<string> {
  const { host, database, user, password, settings = {} } = connection;
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const query = [
    "sslmode=require",
    "channel_binding=require",
    ...(options.length === 0 ? [] : [`options=${encodeURIComponent(options.join(" "))}`]),
  ].join("&");
  return pulumi.secret(
    pulumi
      .all([host, user, password])
      .apply(
        ([host, user, password]) =>
          `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}/${encodeURIComponent(database)}?${query}`,
      ),
  );
}
