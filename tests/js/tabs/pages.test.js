/** The rows of large layers, which the server sorts and searches. */
import assert from "node:assert/strict";
import { Pages } from "../../../geo/screen/js/tabs/table/pages.js";
import { served } from "../served.js";

function large() {
  /** @type {string[]} */
  const told = [];
  return {
    told,
    layer: /** @type {any} */ ({
      id: "wells",
      waits: false,
      told: (/** @type {string} */ text) => told.push(text),
      wanted: (/** @type {boolean} */ whole) => ({ at: "2020-01-01", ...(whole ? {} : { bbox: "1,2,3,4" }) }),
      address: (/** @type {string} */ what, /** @type {Record<string, string>} */ texts) =>
        `/api/large/wells/${what}?${new URLSearchParams(texts)}`,
      itemsOf: (/** @type {any[]} */ features) => features.map(({ id }) => ({ id })),
    }),
  };
}

const ASKED = { column: "name", down: true, inView: true, limit: 10_000 };

Deno.test("what is there is given at once, and what was asked for comes once", async () => {
  const { layer } = large();
  let came = 0;
  const pages = new Pages(() => (came += 1));
  const asked = await served(() => ({ features: [{ id: "w1" }], total: 70 }), async () => {
    assert.deepEqual(pages.of(layer, ASKED), { url: "", items: [], total: 0 });
    pages.of(layer, ASKED);
    await new Promise((resolve) => setTimeout(resolve));
  });
  assert.deepEqual(asked, [
    "/api/large/wells/rows?at=2020-01-01&bbox=1%2C2%2C3%2C4&sort=-name_en&limit=5000",
  ]);
  assert.equal(came, 1);
  assert.deepEqual([pages.of(layer, ASKED).items, pages.of(layer, ASKED).total], [[{ id: "w1" }], 70]);
});

Deno.test("a column that is the layer's own order is not asked for; what went wrong is told at the layer", async () => {
  const { layer, told } = large();
  const pages = new Pages(() => assert.fail("nothing came"));
  const [url] = await served(() => "the server has no rows", async () => {
    pages.of(layer, { column: "layer", down: false, inView: false, limit: 20 });
    await new Promise((resolve) => setTimeout(resolve));
  });
  assert.equal(url, "/api/large/wells/rows?at=2020-01-01&limit=20");
  assert.deepEqual(told, ["the server has no rows"]);
});

Deno.test("a layer that waits is not asked", async () => {
  const { layer } = large();
  layer.waits = true;
  assert.deepEqual(
    await served(() => ({}), () => Promise.resolve(void new Pages(() => {}).of(layer, ASKED))),
    [],
  );
});
