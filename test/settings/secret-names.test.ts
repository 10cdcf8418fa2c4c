import { expect } from "chai";
import { namesSecret as judgedSecret } from "../../policies/rules/secrets/secret-names";
import { namesSecret } from "../../settings/secret-names";

const secret = `
  PASSWORD DB_PASSWORD PGPASSWORD DBPASSWD SMTP_PASS SMTP_PASSWORD_2 PASSPHRASE ROOT_PWD PASSWORD_OLD PASSWORD_HASH
  SECRET CLIENT_SECRET SECRET_KEY SECRET_KEY_BASE JWT_SECRET_CURRENT WEBHOOK_SECRETS SECRET_STRIPE SECRET_VALUE
  TOKEN API_TOKEN TOKEN_GITHUB BOT_TOKEN_PRODUCTION REFRESH_TOKEN ACCESS_TOKENS TOKEN_BASE64 LOGIN_TOKEN URL_TOKEN
  KEY API_KEY APIKEY STRIPE_KEY API_KEY_V2 PRIVATE_KEY PRIVATEKEY SIGNING_KEYS LICENSE_KEY SESSION_KEY MASTER_KEY_PROD
  CREDENTIALS AWS_CREDS GCP_CREDENTIAL_JSON NAME_OF_NOTHING_TOKEN stripeApiKey dbPassword slackToken api-key
`;

const plain = `
  PASSWORD_MIN_LENGTH PASSWORD_RESET_URL PASSWORD_POLICY MIN_PASSWORD_LENGTH PASSWORD_EXPIRY_DAYS REQUIRE_PASSWORD
  PASSWORDLESS PASSWORDLESS_LOGIN COMPASS BYPASS PASS PASS_RATE PASSENGERS SHOW_PASSWORD_HINT PASSWORD_HISTORY_SIZE
  SECRETARY_NAME SECRETARY SECRETARIAT SECRET_ARN DB_SECRET_ID SECRETS_MANAGER_ENDPOINT SECRET_NAME SECRETS_STORE
  TOKEN_TTL TOKEN_URL TOKEN_ISSUER TOKEN_BUCKET_SIZE MAX_TOKENS MAX_TOKENS_PER_MINUTE TOKENIZER TOKENIZER_MODEL
  TOKEN_COOKIE_NAME CSRF_TOKEN_HEADER REFRESH_TOKEN_LIFETIME OAUTH_TOKEN_ENDPOINT USE_TOKENS
  PUBLIC_KEY PUBLIC_KEY_URL VAPID_PUBLIC_KEY PUBLISHABLE_KEY SORT_KEY PARTITION_KEY PRIMARY_KEY FOREIGN_KEYS CACHE_KEY
  KEYBOARD MONKEY KEY_COLUMN KEY_ID KMS_KEY API_KEY_HEADER API_KEY_ID SIGNING_KEY_PATH KEYWORDS TURKEY KEYCLOAK_URL
  CREDENTIALS_FILE ACCREDITED LOG_LEVEL TITLE AUTHOR AUTH_URL DATABASE_NAME secretsStoreId tokenTtl privateSubnets
`;

const names = (text: string): readonly string[] => text.trim().split(/\s+/);

describe("the name of a variable", () => {
  it("says that it is secret where it is one", () => {
    expect(names(secret).filter((name) => !namesSecret(name))).to.deep.equal([]);
  });

  it("says nothing where it only speaks of a secret, or looks like one", () => {
    expect(names(plain).filter((name) => namesSecret(name))).to.deep.equal([]);
  });

  it("means the same to settings and to policies", () => {
    const told = [...names(secret), ...names(plain)];
    expect(told.filter((name) => namesSecret(name) !== judgedSecret(name))).to.deep.equal([]);
  });
});
