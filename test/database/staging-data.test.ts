import { expect } from "chai";
import { refresh } from "../../database/mask/refresh";
import { type Shop, shopForAll } from "./shop";
import { insert, openSource, openTarget, rules } from "./masked-shop";

const ann = {
  id: "0b0e7c1e-9d3b-4a53-8a3e-5b8f5f7f3a10",
  name: "Zoë Kouassi-Brandt",
  mail: "zoe.kouassi@gmail.com",
  phone: "+225 07 08 09 10 11",
  card: "4242 4242 4242 4242",
  address: "17, rue des Écoles\tAbidjan",
  note: 'Asked for "Zoë"; call her mother\nbefore noon',
};

describe("a refresh of staging's data", function () {
  this.timeout(120_000);
  let shop: Shop;
  shopForAll((opened) => {
    shop = opened;
  });

  it("works", async () => {
    const source = await openSource(shop);
    await shop.run(source.database, insert(ann));
    const target = await openTarget(shop);
    const done = await refresh({ source: shop.reader(source.database), target, rules, tell: (s) => { console.log(s); } });
    console.log(done);
    console.log(await shop.ask(target.database, (sql) => sql`select * from sales.customers`));
    console.log(JSON.stringify(await shop.ask(target.database, (sql) => sql`select * from sales.events`)));
    console.log(await shop.ask(target.database, (sql) => sql`select * from sales.orders`));
    console.log(await shop.ask(target.database, (sql) => sql`select nspname from pg_namespace`));
    expect(done.rows).to.equal(4);
  });
});
