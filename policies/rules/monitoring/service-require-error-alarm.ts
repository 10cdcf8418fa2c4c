import { watchRule } from "./service-alarms";

export const serviceRequireErrorAlarm = watchRule({
  subject: "share of errors in percent",
  shows: ({ name }) => name === "HTTPCode_Target_5XX_Count",
  limit: () => 1,
  seconds: { from: 0, to: 900 },
  guardsDeployments: true,
});
