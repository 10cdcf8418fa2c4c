import { expect } from "chai";
import * as z from "zod";
import { described } from "../../../settings/described";
import { keysOf } from "../../../tools/reference/schema-keys";

const about = (meaning: string, absent?: string) => ({
  meaning,
  expected: "something",
  example: 1,
  absent,
});

describe("the keys of a schema", () => {
  const schema = z.strictObject({
    name: described(z.string(), about("A name.")),
    port: described(z.int(), about("A port.")).default(8080),
    zones: described(z.array(z.string()), about("Zones.", "all")).optional(),
    teams: described(
      z.array(z.strictObject({ id: described(z.int(), about("An id.")) })),
      about("Teams."),
    ),
    store: described(
      z.union([
        z.literal(false),
        z.strictObject({ size: described(z.int(), about("A size.")).optional() }),
      ]),
      about("A store."),
    ),
  });

  it("are those of its maps, also of the items of a list and of one choice among several", () => {
    expect(keysOf(schema).map(({ key }) => key)).to.deep.equal([
      "name",
      "port",
      "zones",
      "teams",
      "teams[].id",
      "store",
      "store.size",
    ]);
  });

  it("say whether they must be there, and what holds if they are not", () => {
    const keys = new Map(keysOf(schema).map((each) => [each.key, each]));
    expect(keys.get("name")).to.include({ required: true });
    expect(keys.get("port")).to.include({ required: false, default: 8080 });
    expect(keys.get("zones")?.required).to.equal(false);
    expect(keys.get("zones")?.expectation).to.include({ meaning: "Zones.", absent: "all" });
    expect(keys.get("store.size")).to.include({ required: false, default: undefined });
  });

  it("are refused where one does not say what it means", () => {
    const nested = z.strictObject({
      map: described(z.strictObject({ bare: z.string() }), about("A map.")),
    });
    expect(() => keysOf(nested)).to.throw("map.bare: its schema does not say what it means");
  });
});
