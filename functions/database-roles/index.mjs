// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { connect } from "./client.mjs";
import { parseConnection } from "./connection.mjs";
import { withoutSecrets } from "./failure.mjs";
import { setPrivileges } from "./privileges.mjs";
import { setReadOnly, setRole } from "./roles.mjs";
import { perform } from "./tasks.mjs";

/**
 * The versions of the secrets that hold the connection URLs. A version and not "the current one": what was asked for is
 * what is done, whoever writes the secret meanwhile.
 *
 * @typedef {{ arn: string, versionId: string }} SecretVersion
 * @typedef {{ migrator: SecretVersion, app: SecretVersion, readOnly: SecretVersion }} Event
 *
 * Whom it asks: Secrets Manager for a URL; and the certificates that the server's may be signed by, Node's own if there
 * are none.
 *
 * @typedef {(secret: SecretVersion) => Promise<string>} ReadSecret
 * @typedef {{ readSecret: ReadSecret, certificates?: string }} Asked
 */

/** Seconds for any one statement, and for the wait while another run of this function is at work. */
const statementSeconds = 60;
const secretMilliseconds = 10_000;

/**
 * Gives the database the roles `app` and `read_only` with the passwords of their URLs and exactly the rights of
 * privileges.mjs, in one transaction: all of it or nothing. Neon's API makes every role a member of neon_superuser;
 * those made here, in SQL, may do what is granted and no more.
 *
 * @param {unknown} event
 * @param {Asked} [asked]
 * @returns {Promise<import("./privileges.mjs").Changes>}
 * @throws {Error} what is wrong and how to mend it, without a password in it
 */
export async function setUpRoles(event, { readSecret, certificates } = { readSecret: askAws }) {
  const { migrator, app, readOnly } = parseEvent(event);
  const [owner, writer, reader] = await Promise.all([
    connection(migrator, readSecret),
    connection(app, readSecret),
    connection(readOnly, readSecret),
  ]);
  const names = new Set([owner.user, writer.user, reader.user]);
  if (names.size < 3) {
    throw new Error(`three roles expected, and the URLs name only ${[...names].join(" and ")}`);
  }
  const sql = connect(owner, certificates);
  try {
    return await sql.begin(async (transaction) => {
      await prepare(transaction);
      await setRole(transaction, writer);
      await setRole(transaction, reader);
      await setReadOnly(transaction, reader.user);
      return await setPrivileges(transaction, { app: writer.user, readOnly: reader.user });
    });
  } catch (error) {
    const passwords = [owner, writer, reader].map(({ password }) => password);
    throw withoutSecrets(`the roles of ${owner.database} on ${owner.host}`, error, passwords);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Does with the owner's rights what a checkout asks of the database. Who may call this function may call it for anything
 * that the owner may: what a migration says is judged before it comes here (database/lint).
 *
 * @param {Event & import("./tasks.mjs").Task} event
 * @param {Asked} [asked]
 * @throws {Error} what is wrong and how to mend it, without a password in it
 */
export async function performTask(event, { readSecret, certificates } = { readSecret: askAws }) {
  const owner = await connection(parseVersion(event, "migrator"), readSecret);
  try {
    return await perform(event, (database = owner.database) =>
      connect({ ...owner, database }, certificates),
    );
  } catch (error) {
    throw withoutSecrets(`${event.task} of ${owner.database}`, error, [owner.password]);
  }
}

/**
 * Lambda's entry point, which hands a context over as its second argument.
 *
 * @param {unknown} event
 */
export async function handler(event) {
  if (isTask(event)) return performTask(event);
  const changes = await setUpRoles(event);
  console.info(JSON.stringify(changes));
  for (const what of changes.left) console.warn(`not the migrator's to take away: ${what}`);
  return changes;
}

/**
 * @param {SecretVersion} secret
 * @param {ReadSecret} readSecret
 */
async function connection(secret, readSecret) {
  const parsed = parseConnection(await readSecret(secret));
  if (parsed !== undefined) return parsed;
  throw new Error(
    `${secret.arn}, version ${secret.versionId}, must be postgresql://<role>:<password>@<host>/<database>`,
  );
}

/**
 * One run at a time, so that two deployments don't make the same role; and no name is looked up in a schema where
 * somebody else may have put a function of that name.
 *
 * @param {import("postgres").TransactionSql} sql
 */
async function prepare(sql) {
  await sql.unsafe(`SET LOCAL statement_timeout = '${String(statementSeconds)}s'`);
  await sql`SET LOCAL search_path = ''`;
  await sql`SELECT pg_advisory_xact_lock(hashtext('database-roles'))`;
}

/**
 * @param {unknown} event
 * @returns {event is Event & import("./tasks.mjs").Task}
 */
function isTask(event) {
  return property(event, "task") !== undefined;
}

/**
 * @param {unknown} event
 * @returns {Event}
 */
function parseEvent(event) {
  return {
    migrator: parseVersion(event, "migrator"),
    app: parseVersion(event, "app"),
    readOnly: parseVersion(event, "readOnly"),
  };
}

/**
 * @param {unknown} event
 * @param {keyof Event} role
 * @returns {SecretVersion}
 */
function parseVersion(event, role) {
  const secret = property(event, role);
  const arn = property(secret, "arn");
  const versionId = property(secret, "versionId");
  if (typeof arn !== "string" || typeof versionId !== "string") {
    throw new Error(`"${role}" of the event must be { arn, versionId }: ${JSON.stringify(event)}`);
  }
  return { arn, versionId };
}

/**
 * @param {unknown} from
 * @param {string} key
 * @returns {unknown}
 */
function property(from, key) {
  return typeof from === "object" && from !== null ? Reflect.get(from, key) : undefined;
}

/**
 * The AWS SDK is imported here, and not above, because only Lambda's runtime has it.
 *
 * @type {ReadSecret}
 */
async function askAws({ arn, versionId }) {
  const { GetSecretValueCommand, SecretsManagerClient } =
    // @ts-expect-error -- no package of the project
    await import("@aws-sdk/client-secrets-manager");
  /** @type {{ SecretString?: string }} */
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: arn, VersionId: versionId }),
    { abortSignal: AbortSignal.timeout(secretMilliseconds) },
  );
  if (SecretString === undefined) throw new Error(`${arn} holds no text`);
  return SecretString;
}
