// @ts-check

export default {
  /**
   * Answers whether it is well, and in which environment, and nothing else yet.
   *
   * @param {Request} request
   * @param {{ ENVIRONMENT: string }} env
   */
  fetch(request, { ENVIRONMENT }) {
    const isHealth = new URL(request.url).pathname === "/api/newcomer/healthz";
    return isHealth
      ? Response.json({ status: "ok", environment: ENVIRONMENT })
      : Response.json({ error: "no such resource" }, { status: 404 });
  },
};
