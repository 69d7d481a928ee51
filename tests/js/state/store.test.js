import assert from "node:assert/strict";
import { BEGUN, Store } from "../../../geo/screen/js/state/store.js";

/** @import { View } from "../../../geo/screen/js/state/view.js" */
/** @import { Report } from "../../../geo/screen/js/state/store.js" */

/** @type {View} */
const VIEW = {
  layers: ["east"],
  at: "2024-01-01",
  known: "",
  recorded: "",
  c: null,
  z: null,
  lang: "en",
  names: "",
  filters: {},
  opacity: {},
  q: "",
  sel: "",
  view: "",
  tab: "",
  ask: null,
  compare: null,
  draw: "",
  callouts: [],
  move: "",
  note: "",
};
const QUIET = 5; // ms

/** A store, what it told the server, and what a listener heard. */
function opened(visit = 1) {
  /** @type {Report[]} */
  const told = [];
  /** @type {[View, Partial<View>][]} */
  const heard = [];
  const store = new Store(VIEW, visit, (report) => told.push(report));
  const leave = store.subscribe((view, part) => heard.push([view, part]));
  return { store, told, heard, leave };
}

/**
 * Runs with a clock that goes only when it is told to, so that a busy machine changes nothing.
 * @param {(pass: (ms: number) => void) => void} act
 */
function clocked(act) {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  let now = 0;
  /** @type {{ at: number, act: () => void }[]} */
  let waiting = [];
  /**
   * @param {() => void} act
   * @param {number} ms
   */
  const wait = (act, ms) => {
    const one = { at: now + ms, act };
    waiting.push(one);
    return one;
  };
  const drop = (/** @type {unknown} */ one) => (waiting = waiting.filter((other) => other !== one));
  Object.assign(globalThis, { setTimeout: wait, clearTimeout: drop });
  try {
    act((ms) => {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const one of due) one.act();
    });
  } finally {
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  }
}

Deno.test("a change is heard at once, and the server is told of the last one after a quiet", () => {
  clocked((pass) => {
    const { store, told, heard } = opened();
    store.change({ at: "2025-01-01" }, QUIET);
    store.change({ sel: "tripoli" }, QUIET);
    assert.deepEqual(heard.map(([view, part]) => [view.at, view.sel, part]), [
      ["2025-01-01", "", { at: "2025-01-01" }],
      ["2025-01-01", "tripoli", { sel: "tripoli" }],
    ]);
    assert.equal(VIEW.at, "2024-01-01", "a view is never changed in place");
    assert.deepEqual(told, []);
    pass(4 * QUIET);
    assert.deepEqual(told, [{ visit: 1, view: { ...VIEW, at: "2025-01-01", sel: "tripoli" } }]);
  });
});

Deno.test("what changes by degrees is told when it stands still, anything else at once", () => {
  clocked((pass) => {
    const { store, told } = opened();
    store.change({ sel: "tripoli", tab: "inspect" });
    pass(QUIET);
    assert.equal(told.length, 1);
    store.change({ c: [28, 15], z: 6 });
    pass(QUIET);
    assert.equal(told.length, 1);
    pass(1000);
    assert.equal(told.length, 2);
  });
});

Deno.test("an address is taken over where its visit is new, and what was not told yet is dropped", () => {
  clocked((pass) => {
    const { store, told, heard } = opened();
    store.change({ at: "2025-01-01", tiles: true }, QUIET);
    assert.deepEqual(store.changed, { at: "2025-01-01", tiles: true });
    store.visited({ ...VIEW, lang: "ar" }, 2);
    assert.equal(store.visit, 2);
    assert.deepEqual(
      store.view,
      { ...VIEW, lang: "ar", tiles: true },
      "no address says whether there are tiles",
    );
    assert.deepEqual(store.changed, {});
    assert.equal(heard.at(-1)?.[1].lang, "ar");
    pass(4 * QUIET);
    assert.deepEqual(told, []);
  });
});

Deno.test("the page's own address, as the server reads it, adds what differs and keeps what was changed", () => {
  clocked(() => {
    const { store, heard } = opened(BEGUN);
    store.change({ sel: "sabha" });
    store.visited({ ...VIEW }, 1);
    assert.deepEqual([store.visit, store.view.sel, heard.length], [1, "sabha", 1], "it is the same");
    const other = opened(BEGUN);
    other.store.change({ sel: "sabha" });
    other.store.visited({ ...VIEW, layers: ["east", "own-1"], tab: "table" }, 1);
    assert.deepEqual(other.heard.at(-1)?.[1], { layers: ["east", "own-1"], tab: "table" });
    assert.deepEqual([other.store.view.sel, other.store.view.tab], ["sabha", "table"]);
    assert.deepEqual(other.store.changed, { sel: "sabha" }, "the server is still to be told");
    other.store.visited({ ...VIEW }, 2);
    assert.deepEqual([other.store.view.sel, other.store.view.tab], ["", ""], "a link is taken whole");
  });
});

Deno.test("the address of the same visit changes nothing", () => {
  clocked((pass) => {
    const { store, told, heard } = opened();
    store.change({ at: "2025-01-01" }, QUIET);
    store.visited(VIEW, 1);
    assert.equal(store.view.at, "2025-01-01");
    assert.equal(heard.length, 1);
    pass(4 * QUIET);
    assert.equal(told.length, 1);
  });
});

Deno.test("a server that has started anew is told where the page is", () => {
  clocked(() => {
    const { store, told } = opened(3);
    store.change({ at: "2025-01-01" });
    store.visited(VIEW, 1);
    assert.deepEqual(told, [{ visit: 3, view: { ...VIEW, at: "2025-01-01" } }]);
  });
});

Deno.test("a listener may change the view: those after it hear of the newest", () => {
  clocked(() => {
    const store = new Store(VIEW, 1, () => {});
    /** @type {string[]} */
    const heard = [];
    store.subscribe((view) => {
      if (!view.tab) store.change({ tab: "table" });
    });
    store.subscribe((view, part) => heard.push(`${view.sel}/${view.tab}/${Object.keys(part)}`));
    store.change({ sel: "x" });
    assert.deepEqual(heard, ["x/table/tab", "x/table/sel"]);
  });
});

Deno.test("nobody hears after leaving", () => {
  clocked(() => {
    const { store, heard, leave } = opened();
    leave();
    store.change({ sel: "x" });
    assert.deepEqual(heard, []);
  });
});

Deno.test("another day, or another picture beside it, ends a span; all else leaves it", () => {
  const { store } = opened();
  const span = { between: "2019-01-01", at: "2020-01-01" };
  const left = (/** @type {Partial<View>} */ part) => {
    store.change(span);
    store.change(part, QUIET);
    return store.view.between;
  };
  assert.equal(left({ tab: "table" }), "2019-01-01");
  assert.equal(left({ at: "2020-02-01" }), "");
  assert.equal(left({ compare: { at: "2018-01-01" } }), "");
  store.report();
});
