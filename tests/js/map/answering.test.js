/** How the answer to the question of a view comes, changes and goes. */
import assert from "node:assert/strict";
import { Painter } from "../../../geo/screen/js/map/painting/painter.js";
import { LOOK } from "../look.js";
import { served } from "../served.js";
import "../small_layer.js";

const { Answering } = await import("../../../geo/screen/js/map/answering.js");

const EMPTY = { features: [], looks: [], classes: [] };
const QUESTIONS = [{ id: "near", title: "Near", parameters: [{ name: "km" }, { name: "at" }] }];
const VIEW = { at: "2020-01-01", known: "", recorded: "" };

function answering() {
  const shown = { on: false };
  const map = {
    map: { createPane: () => ({ style: {} }) },
    catalogue: { actors: {}, layers: [], version: "v1" },
    painter: new Painter(LOOK, LOOK.ground),
    store: { view: VIEW },
    tidySoon: () => {},
  };
  const made = new Answering(/** @type {any} */ (map));
  Object.defineProperty(made.layer, "shown", { get: () => shown.on });
  Object.assign(made.layer, {
    addTo: () => (shown.on = true),
    remove: () => (shown.on = false),
    repaint: () => {},
  });
  return { made, shown };
}

/** @param {string} url */
function answer(url) {
  if (url === "/api/ask") return QUESTIONS;
  if (url === "/api/view") return { parts: [{ kind: "question", of_view: ["at"] }] };
  if (url.includes("km=0")) return "km: 0 is too small; write 1 or more";
  return { title: url, title_ar: "", map: EMPTY };
}

/** @type {(km: string) => any} */
const near = (km) => ({ ...VIEW, ask: { question: "near", parameters: { km } } });

Deno.test("a question is answered for the data and the day on the screen, once, and told as it goes", async () => {
  const { made, shown } = answering();
  /** @type {string[]} */
  const told = [];
  made.subscribe(() => told.push(`${made.busy} ${Boolean(made.answer)}`));
  const asked = await served(answer, async () => {
    await made.follow(near("5"));
    await made.follow(near("5"));
  });
  const [address] = asked.filter((url) => url.startsWith("/api/ask/"));
  assert.deepEqual(asked.filter((url) => url.startsWith("/api/ask/")).length, 1);
  const { pathname, searchParams } = new URL(address, "http://here");
  assert.deepEqual([pathname, ...["km", "at", "v"].map((name) => searchParams.get(name))], [
    "/api/ask/near",
    "5",
    "2020-01-01",
    "v1",
  ]);
  assert.deepEqual(told, ["true false", "false true", "false true"]);
  assert.deepEqual([shown.on, made.inView, made.problem], [true, true, ""]);
});

Deno.test("what is wrong with a question is told in the words of the server, and the old answer goes", async () => {
  const { made, shown } = answering();
  await served(answer, async () => {
    await made.follow(near("5"));
    await made.follow(near("0"));
  });
  assert.deepEqual([made.answer, made.problem, made.busy, shown.on], [
    null,
    "km: 0 is too small; write 1 or more",
    false,
    false,
  ]);
});

Deno.test("a view without a question takes the answer away; of two questions the later one counts", async () => {
  const { made, shown } = answering();
  await served(answer, async () => {
    await Promise.all([made.follow(near("5")), made.follow(near("7"))]);
  });
  assert.match(made.answer?.title, /km=7/);
  await made.follow(/** @type {any} */ ({ ...VIEW, ask: null }));
  assert.deepEqual([made.answer, made.asked, shown.on], [null, null, false]);
});

Deno.test("a question that no view can carry is answered all the same", async () => {
  const { made } = answering();
  made.hold(near("9").ask);
  await served(answer, () => made.follow(/** @type {any} */ ({ ...VIEW, ask: null })));
  assert.match(made.answer?.title, /km=9/);
  assert.equal(made.inView, false);
});
