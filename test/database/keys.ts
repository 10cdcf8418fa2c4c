/** A pair of age's that opens nothing but what tests seal. */
export const keys = {
  identity: "AGE-SECRET-KEY-194MC2XE9KPX8VYJ4Y8RZ5F6FHFWSS5CZU27Q4YJTT5GFJHQLC2HS5860XW",
  recipient: "age1kpc7vxvd0xu2v5hzgnrmg8kqujukgvxztufr6tvhyk5ujlthsvnqeqvr84",
};
