// @ts-check
import { createApp } from "./server.mjs";

const { PORT = "8080", VERSION = "unknown" } = process.env;
const server = createApp(VERSION);
server.listen(Number(PORT), () => console.log(`newcomer ${VERSION} listens on ${PORT}`));
// ECS sends SIGTERM and waits: requests under way are answered.
process.once("SIGTERM", () => server.close());
