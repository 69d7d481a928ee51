/** What layers that are off would show, as the server counts it. */
import assert from "node:assert/strict";
import { Off } from "../../../geo/screen/js/panel/layers/off.js";
import { served } from "../served.js";

/** @import { View } from "../../../geo/screen/js/state/view.js" */

/**
 * @param {Partial<View>} parts
 * @returns {View}
 */
const view = (parts) => /** @type {any} */ ({
  at: "2020-10-23",
  known: "",
  recorded: "",
  filters: {},
  ...parts,
});

Deno.test("the day that a view comes to rest on is counted once, as it is filtered", async () => {
  let heard = 0;
  /** @type {Off | undefined} */
  let off;
  const asked = await served(() => ({ shown: { control: 7 } }), async () => {
    const first = new Promise((resolve) => {
      off = new Off("v1", () => resolve(heard += 1));
    });
    off?.ask(view({ at: "2019-01-01" }));
    off?.ask(view({ filters: { rel: ["B"] } }));
    off?.ask(view({ filters: { rel: ["B"] } }));
    await first;
    assert.deepEqual(off?.shown, { control: 7 });
  });
  assert.deepEqual([asked.length, heard], [1, 1]);
  const texts = new URL(asked[0], "http://libya.test").searchParams;
  assert.deepEqual([texts.get("at"), texts.get("f"), texts.get("v")], ["2020-10-23", "rel:B", "v1"]);
});

Deno.test("what cannot be counted is not known, rather than what it was", async () => {
  await served(() => "no", async () => {
    /** @type {Off | undefined} */
    let off;
    const told = new Promise((resolve) => {
      off = new Off("v1", () => resolve(null));
    });
    if (off) off.shown = { control: 7 };
    off?.ask(view({}));
    await told;
    assert.deepEqual(off?.shown, {});
  });
});
