// @ts-check
import { createAssertionReader } from "./assertion.js";
import { createAdmin } from "./server.js";

const { ADMIN_TOKEN = "", ENVIRONMENT = "local", PORT = "8080", TITLE = "admin" } = process.env;
const { LOGIN_AUDIENCE = "", LOGIN_ISSUER = "", VERSION = "unknown" } = process.env;
const server = createAdmin({
  title: TITLE,
  environment: ENVIRONMENT,
  version: VERSION,
  token: ADMIN_TOKEN,
  // The platform sets both, or neither where nobody has to log in: on a developer's own machine.
  emailOf:
    LOGIN_AUDIENCE === ""
      ? undefined
      : createAssertionReader({ issuer: LOGIN_ISSUER, audience: LOGIN_AUDIENCE }),
});

server.listen(Number(PORT), () => console.log(`admin ${VERSION} listens on ${PORT}`));
// ECS sends SIGTERM and waits: requests under way are answered.
process.once("SIGTERM", () => server.close());
