// @ts-check
import { createAdmin } from "./server.js";

const { ADMIN_TOKEN = "", ENVIRONMENT = "local", PORT = "8080", TITLE = "admin" } = process.env;
const version = process.env.VERSION ?? "unknown";
const server = createAdmin({ title: TITLE, environment: ENVIRONMENT, version, token: ADMIN_TOKEN });

server.listen(Number(PORT), () => console.log(`admin ${version} listens on ${PORT}`));
// ECS sends SIGTERM and waits: requests under way are answered.
process.once("SIGTERM", () => server.close());
