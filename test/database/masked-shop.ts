import { parseRules } from "../../database/mask/read-rules";
import type { Connection } from "../../database/server/connection";
import type { Shop } from "./shop";

/** Customers in every shape that holds a person: columns, domains, arrays of arrays, JSON, maps, notes, and partitions. */
const schema = `
  CREATE SCHEMA sales;
  CREATE DOMAIN sales.contact AS text;
  CREATE TABLE sales.customers (
    id uuid PRIMARY KEY, name text NOT NULL, mail sales.contact UNIQUE, phone varchar(40), card bpchar(19), address text,
    born date, note text, aliases text[], matrix text[][], loud text GENERATED ALWAYS AS (upper(name)) STORED);
  CREATE TABLE sales.events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL, version int NOT NULL,
    customer uuid NOT NULL REFERENCES sales.customers, data jsonb NOT NULL, raw json, UNIQUE (stream, version));
  CREATE TABLE sales.orders (customer uuid, placed date NOT NULL, total numeric, comment text) PARTITION BY RANGE (placed);
  CREATE TABLE sales.orders_2026 PARTITION OF sales.orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE FUNCTION sales.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'events never change'; END $$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sales.events FOR EACH STATEMENT EXECUTE FUNCTION sales.refuse();
  CREATE FUNCTION sales.echo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO sales.orders VALUES (NEW.customer, '2026-05-05', 1, 'made by a trigger'); RETURN NEW; END $$;
  CREATE TRIGGER echo AFTER INSERT ON sales.events FOR EACH ROW EXECUTE FUNCTION sales.echo();
  GRANT USAGE ON SCHEMA sales TO reader, app;
  GRANT SELECT ON ALL TABLES IN SCHEMA sales TO reader;
  GRANT SELECT ON ALL SEQUENCES IN SCHEMA sales TO reader;
  GRANT INSERT ON sales.events TO app;`;

export const rulesText = `
sales.customers:
  id: id
  name: name
  mail: mail
  phone: phone
  card: card
  address: address
  born: { date: 30 }
  note: text
  aliases: name
  matrix: text
sales.events:
  position: { keep: the order of events }
  stream: { id: [order-] }
  version: { keep: the order of events }
  customer: id
  data:
    json:
      customer: id
      name: name
      total: { keep: an amount }
      lines[].sku: { keep: what was sold }
      lines[].engraving: text
      mails[]: mail
      secret: "null"
      byMail{}.count: { keep: a number }
      phone: phone
  raw:
    json: { $: text, note: text, "[]": text }
sales.orders:
  customer: id
  placed: { keep: a day without a name }
  total: { keep: an amount }
  comment: { keep: what the shop writes }
`;

export const rules = parseRules(rulesText);

/** A source with the tables and nothing in them. */
export async function openSource(shop: Shop): Promise<Connection> {
  const source = await shop.empty();
  await shop.run(source.database, schema);
  return source;
}

/** A target that says it is one, with an older row in it. */
export async function openTarget(shop: Shop): Promise<Connection> {
  const target = await shop.empty();
  await shop.run(
    target.database,
    `ALTER DATABASE ${target.database} SET platform.data = 'masked';
     CREATE SCHEMA sales; CREATE TABLE sales.customers AS SELECT 'of before' AS name;
     CREATE SCHEMA of_a_newer_migration;`,
  );
  return target;
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly phone: string;
  readonly card: string;
  readonly address: string;
  readonly note: string;
}

/** A customer and an event of theirs, each value in all the shapes. */
export function insert(customer: Customer, comment = "none"): string {
  const { id, name, mail, phone, card, address, note } = customer;
  const data = {
    ...{ customer: id, name, total: 12.5, secret: { name, mail } },
    lines: [
      { sku: "A-1", engraving: note },
      { sku: "B-2", engraving: `${name} 🎁\n"${mail}"` },
    ],
    ...{ mails: [mail, `Bcc.${mail}`], byMail: { [mail]: { count: 2 } }, phone },
  };
  const values = [id, name, mail, phone, card, address].map(literal).join(", ");
  return `
    INSERT INTO sales.customers VALUES (${values}, '1980-02-29', ${literal(note)},
      ARRAY[${literal(name)}, NULL, '', 'NULL'], ARRAY[[${literal(note)}, 'x'], ['y', ${literal(`{"${name}"}`)}]]);
    INSERT INTO sales.events (stream, version, customer, data, raw)
      VALUES (${literal(`order-${id}`)}, 1, '${id}', ${literal(JSON.stringify(data))}, ${literal(JSON.stringify({ note: `${name}, ${phone}` }))});
    INSERT INTO sales.orders VALUES ('${id}', '2026-03-04', 12345678901234567890.10, ${literal(comment)});`;
}
