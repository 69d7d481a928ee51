/** When a page asks its server whether it is there, on a clock of ours. */
import assert from "node:assert/strict";
import { Pulse } from "../../../geo/screen/js/panel/server/pulse.js";

/** A page, its clock and its server. */
function page() {
  /** @type {{ due: (() => void) | null, after: number }} */
  const clock = { due: null, after: 0 };
  const seen = Object.assign(new EventTarget(), { hidden: false });
  /** @type {{ answer: any, asked: number }} */
  const server = { answer: null, asked: 0 };
  Object.assign(globalThis, {
    document: seen,
    addEventListener: seen.addEventListener.bind(seen),
    setTimeout: (/** @type {() => void} */ due, /** @type {number} */ after) =>
      Object.assign(clock, { due, after }),
    clearTimeout: () => (clock.due = null),
    fetch: () => {
      server.asked += 1;
      return server.answer ? Promise.resolve(server.answer) : Promise.reject(new TypeError("away"));
    },
  });
  return { clock, seen, server };
}

const kept = { setTimeout, clearTimeout, fetch, addEventListener };
/** What is said of a promise is said after a turn of the loop. */
const said = () => new Promise((resolve) => kept.setTimeout(resolve, 0));

/** @param {Record<string, unknown>} health */
const healthy = (health) => ({ ok: true, json: () => Promise.resolve(health) });

Deno.test("a page asks every ten seconds, and more often while nobody answers", async () => {
  const { clock, server } = page();
  /** @type {[string, string][]} */
  const heard = [];
  new Pulse((version, faults) => heard.push([version, faults]));
  assert.equal(clock.after, 10_000);
  server.answer = healthy({ data: "v1", faults: 2, held: 0 });
  clock.due?.();
  await said();
  assert.equal(clock.after, 10_000);
  server.answer = null;
  clock.due?.();
  await said();
  assert.equal(clock.after, 3_000);
  server.answer = { ok: false };
  clock.due?.();
  await said();
  assert.deepEqual(heard, [["v1", "[2,0]"], ["", ""], ["", ""]]);
  Object.assign(globalThis, kept);
});

Deno.test("a page that nobody sees asks nothing, and asks at once when it is seen again", async () => {
  const { seen, server } = page();
  server.answer = healthy({ data: "v1" });
  new Pulse(() => {});
  seen.hidden = true;
  seen.dispatchEvent(new Event("visibilitychange"));
  assert.equal(server.asked, 0);
  seen.hidden = false;
  seen.dispatchEvent(new Event("visibilitychange"));
  seen.dispatchEvent(new Event("visibilitychange"));
  assert.equal(server.asked, 1, "one question at a time");
  await said();
  seen.dispatchEvent(new Event("online"));
  assert.equal(server.asked, 2);
  await said();
  Object.assign(globalThis, kept);
});
