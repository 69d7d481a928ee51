import assert from "node:assert/strict";
import { pageText, presetText } from "../../../geo/screen/js/tabs/brief/choices.js";
import { extentText, withinReach } from "../../../geo/screen/js/tabs/brief/boxes.js";
import {
  fetchFigure,
  figureQuery,
  fileName,
  NoFigure,
  sizeText,
} from "../../../geo/screen/js/tabs/brief/figures.js";
import { screenText } from "../../../geo/screen/js/tabs/brief/form.js";
import {
  between,
  centredIn,
  dragged,
  shapedRound,
  widened,
} from "../../../geo/screen/js/tabs/brief/boxes.js";

/** @import { Preset } from "../../../geo/screen/js/tabs/brief/choices.js" */

Deno.test("an extent is moved into reach, and cut where it is larger", () => {
  assert.deepEqual(withinReach([-5, 20, 5, 30], [0, 10, 40, 40]), [0, 20, 10, 30]);
  assert.deepEqual(withinReach([35, 35, 45, 45], [0, 10, 40, 40]), [30, 30, 40, 40]);
  assert.deepEqual(withinReach([-50, 20, 50, 30], [0, 10, 40, 40]), [0, 20, 40, 30]);
  assert.deepEqual(withinReach([1.00004, 20, 5.00006, 30], [0, 10, 40, 40]), [1, 20, 5.0001, 30]);
  assert.equal(extentText([-9.3, 19.5, 25.16, 33]), "9.3° W to 25.2° E, 19.5° N to 33.0° N");
});

Deno.test("a frame has the shape of its figure, is dragged whole and resized at a corner", () => {
  assert.deepEqual(shapedRound({ x: 100, y: 100 }, { x: 200, y: 150 }, 1), {
    left: 100,
    top: 75,
    width: 100,
    height: 100,
  });
  const frame = { left: 100, top: 100, width: 200, height: 100 };
  assert.deepEqual(dragged(frame, null, 5, -5, 2), { ...frame, left: 105, top: 95 });
  assert.deepEqual(dragged(frame, [1, 1], 20, 0, 2), { left: 100, top: 100, width: 220, height: 110 });
  assert.deepEqual(dragged(frame, [-1, -1], 0, -10, 2), { left: 80, top: 90, width: 220, height: 110 });
  assert.deepEqual(widened(frame, [0, 0], 40, 2), { left: 80, top: 90, width: 240, height: 120 });
  assert.equal(widened(frame, [1, 1], -500, 2).height, 64, "neither side is smaller than can be grasped");
  const view = { left: 0, top: 0, width: 1000, height: 500 };
  const middle = centredIn(view, 2);
  assert.deepEqual([middle.left * 2 + middle.width, middle.top * 2 + middle.height], [1000, 500]);
  const room = between(view, [
    { left: 10, top: 10, width: 200, height: 90 },
    { left: 700, top: 10, width: 290, height: 400 },
    { left: 0, top: 400, width: 1000, height: 100 },
    { left: 0, top: 0, width: 0, height: 0 },
  ]);
  assert.deepEqual(room, { ...view, left: 210, width: 490 }, "a sheet over the whole width is at no side");
  assert.equal(centredIn(room, 2).left + centredIn(room, 2).width / 2, 455);
});

Deno.test("the screen and the page are told in words", () => {
  const view = /** @type {any} */ ({
    layers: ["a"],
    at: "2024-06-30",
    known: "",
    recorded: "",
    filters: {},
    lang: "en",
  });
  assert.equal(screenText(view), "1 layer · as of 30 Jun 2024 · English");
  const more = { ...view, layers: ["a", "b"], recorded: "2025-01-01", filters: { rel: ["B"] }, lang: "ar" };
  assert.equal(
    screenText(more),
    "2 layers · as of 30 Jun 2024 · as recorded on 1 Jan 2025 · filtered · Arabic",
  );
  assert.equal(
    screenText({ ...view, known: "2024-07-01", recorded: "2999-01-01" }),
    "1 layer · as of 30 Jun 2024 · published by 1 Jul 2024 · English",
  );
  const size = { name: "a4", title: "A4", width_mm: 297, height_mm: 210 };
  assert.equal(pageText(size, "pdf", 300), "297 × 210 mm");
  assert.equal(pageText(size, "png", 300), "297 × 210 mm, 3508 × 2480 pixels");
  const preset =
    /** @type {Preset} */ ({ title: "Powers", title_ar: "القوى", subtitle: "Now", subtitle_ar: "" });
  assert.equal(presetText(preset, "title", "ar"), "القوى");
  assert.equal(presetText(preset, "title", "en+ar"), "Powers · القوى");
  assert.equal(presetText(preset, "subtitle", "ar"), "Now");
});

Deno.test("a query says nothing that is empty; a file has a name and a size", () => {
  assert.equal(figureQuery({ layers: "a,b", title: "", size: "a4" }), "layers=a%2Cb&size=a4");
  assert.equal(fileName('attachment; filename="libya.pdf"'), "libya.pdf");
  assert.equal(fileName("inline"), "");
  assert.deepEqual([100, 5400, 2_340_000].map(sizeText), ["1 KB", "5 KB", "2.3 MB"]);
});

/** @param {() => Promise<Response>} answer */
function answering(answer) {
  const before = globalThis.fetch;
  globalThis.fetch = answer;
  return () => (globalThis.fetch = before);
}

Deno.test("a figure comes with what is said of it", async () => {
  const headers = { "x-figure-aspect": "1.5", "x-figure-id": "F1", "x-figure-marking": "TLP:CLEAR" };
  const restore = answering(() => Promise.resolve(new Response("picture", { headers })));
  const figure = await fetchFigure("layers=a").finally(restore);
  assert.deepEqual([figure.aspect, figure.id, figure.marking, figure.name], [1.5, "F1", "TLP:CLEAR", ""]);
  assert.equal(await figure.blob.text(), "picture");
});

Deno.test("where there is no figure its faults are told", async () => {
  /** @param {() => Promise<Response>} answer */
  const refused = async (answer) => {
    const restore = answering(answer);
    const problem = await fetchFigure("layers=a").then(() => null, (error) => error).finally(restore);
    assert.ok(problem instanceof NoFigure);
    return [problem.status, problem.message];
  };
  const body = JSON.stringify({ detail: "size: 'a9' is no size" });
  assert.deepEqual(await refused(() => Promise.resolve(new Response(body, { status: 400 }))), [
    400,
    "size: 'a9' is no size",
  ]);
  assert.deepEqual(await refused(() => Promise.resolve(new Response("?", { status: 502 }))), [
    502,
    "HTTP 502",
  ]);
  const [status, message] = await refused(() => Promise.reject(new TypeError("failed to fetch")));
  assert.equal(status, 0);
  assert.match(String(message), /cannot be reached/);
});
