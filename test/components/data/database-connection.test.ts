import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  connectionUri,
  type DatabaseConnection,
} from "../../../components/data/database-connection";
import { record } from "../../support/record";

const connection: DatabaseConnection = {
  host: "ep-1.eu-central-1.aws.neon.tech",
  database: "shop",
  user: "app",
  password: "p@ss/w:rd?",
};

async function uriOf(change: Partial<DatabaseConnection> = {}): Promise<string> {
  let uri = "";
  await record(() => connectionUri({ ...connection, ...change }).apply((text) => (uri = text)));
  return uri;
}

describe("connectionUri", () => {
  it("is secret, wherever its parts come from", async () => {
    let secret = false;
    await record(async () => {
      secret = await pulumi.isSecret(connectionUri(connection));
    });
    expect(secret).to.equal(true);
  });

  it("holds a password of any signs", async () => {
    const url = new URL(await uriOf());
    expect(url.hostname).to.equal(connection.host);
    expect(decodeURIComponent(url.password)).to.equal(connection.password);
  });

  it("sets up the session before its first query", async () => {
    const settings = { default_transaction_read_only: "on", statement_timeout: "5s" };
    expect(new URL(await uriOf({ settings })).searchParams.get("options")).to.equal(
      "-c default_transaction_read_only=on -c statement_timeout=5s",
    );
  });
});
