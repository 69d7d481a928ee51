/** Every module has a unit test, or is named here as one that only a page can show. */
import assert from "node:assert/strict";

const MODULES = new URL("../../geo/screen/js/", import.meta.url);

/** Builds, moves and listens to elements, or only binds modules together; `tests/browser` looks at what they do. */
const IN_A_PAGE = `
first/main first/printing first/standing_in first/starting
map/compare/comparing map/compare/strip map/compare/together map/compare/twin
map/furniture/furniture map/furniture/legend_box map/furniture/side map/furniture/width
map/backdrop map/hand map/main map/map map/printing map/painting/canvas map/painting/hatches map/painting/swatches map/sketching
panel/languages panel/layers/layer_row panel/layers/tree panel/main panel/own/adding panel/own/behind panel/own/checked
panel/own/own panel/panel panel/room panel/search panel/server/notice panel/stories panel/taking
shared/dom shared/leaflet shared/styling state/link
tabs/ask/answer tabs/ask/ask tabs/ask/field tabs/ask/form tabs/ask/picture tabs/ask/sheet tabs/ask/taking
tabs/brief/brief tabs/brief/by_hand tabs/brief/callouts tabs/brief/extent_choice tabs/brief/fields tabs/brief/file tabs/brief/frame
tabs/brief/preview tabs/compare/compare tabs/compare/form tabs/index tabs/inspect/around tabs/inspect/card tabs/inspect/cards tabs/table/counting tabs/table/narrowing tabs/table/table
tabs/timeline/timeline
`.trim().split(/\s+/);
const TYPES_ALONE = ["map/features/items"];

/**
 * @param {URL} folder
 * @returns {URL[]}
 */
function scripts(folder) {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? scripts(new URL(`${name}/`, folder)) : name.endsWith(".js") ? [new URL(name, folder)] : []
  );
}

const nameOf = (/** @type {URL} */ { href }) => href.slice(MODULES.href.length, -".js".length);

Deno.test("a module without a unit test is one of a page, and says so here", () => {
  const tests = scripts(new URL(".", import.meta.url)).map((url) => Deno.readTextFileSync(url)).join("");
  const tested = new Set([...tests.matchAll(/geo\/screen\/js\/([\w/]+)\.js"/g)].map(([, name]) => name));
  const untested = scripts(MODULES).map(nameOf).filter((name) => !tested.has(name));
  assert.deepEqual(untested.sort(), [...IN_A_PAGE, ...TYPES_ALONE].sort());
});

/** The rooms, the lowest first: a script may call what stands in its own room or further down. */
const ROOMS = [
  "rules",
  "shared",
  "state",
  "map/features",
  "map/painting",
  "map/layers",
  "tabs/timeline",
  "tabs/inspect",
  "tabs/table",
  "tabs/brief",
  "tabs/ask",
  "tabs/compare",
  "tabs",
  "map/furniture",
  "map/compare",
  "map",
  "panel/server",
  "panel/layers",
  "panel/own",
  "panel",
  "first",
];

/** @param {URL} url */
const roomOf = ({ href }) => href.slice(MODULES.href.length).split("/").slice(0, -1).join("/");

Deno.test("a script calls only what stands in its own room or below; types may be named from anywhere", () => {
  const upwards = scripts(MODULES).flatMap((url) => {
    const text = Deno.readTextFileSync(url).replaceAll(/\/\*[^]*?\*\//g, "");
    return [...text.matchAll(/(?:\bfrom |\bimport )"(\.[^"]+)"/g)]
      .map(([, path]) => new URL(path, url))
      .filter((other) => ROOMS.indexOf(roomOf(other)) > ROOMS.indexOf(roomOf(url)))
      .map((other) => `${nameOf(url)} calls ${nameOf(other)}`);
  });
  assert.deepEqual(upwards, []);
  assert.deepEqual([...new Set(scripts(MODULES).map(roomOf))].sort(), [...ROOMS].sort());
});
