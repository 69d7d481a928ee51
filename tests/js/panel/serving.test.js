import assert from "node:assert/strict";
import { Serving } from "../../../geo/screen/js/panel/server/serving.js";

/** A page whose line and whose data can be looked at, and a clock that is set by hand. */
function page() {
  const said = { text: "", offer: "", act: () => {} };
  const notice = {
    say: (/** @type {string} */ text, offer = "", act = () => {}) =>
      Object.assign(said, { text, offer, act }),
    hide: () => Object.assign(said, { text: "", offer: "" }),
  };
  const done = { renewed: 0, retried: 0, rerun: 0 };
  const serving = new Serving("one", /** @type {any} */ (notice), {
    renew: () => {
      done.renewed += 1;
      return Promise.resolve("two");
    },
    retry: () => (done.retried += 1),
    rerun: () => (done.rerun += 1),
  });
  return { said, done, serving };
}

/**
 * @param {number} ms that go by while nobody touches anything
 * @param {() => void} act
 */
function after(ms, act) {
  const { now } = Date;
  Date.now = () => now() + ms;
  try {
    act();
  } finally {
    Date.now = now;
  }
}

Deno.test("one question without an answer is not yet an absence; the line goes once the server is back", () => {
  const { said, done, serving } = page();
  serving.heard("");
  assert.equal(said.text, "");
  serving.heard("");
  assert.match(said.text, /server cannot be reached since \d\d:\d\d/);
  assert.match(said.text, /still works/);
  assert.ok(serving.away);
  serving.heard("one");
  assert.equal(said.text, "");
  assert.equal(done.retried, 1, "what could not be read is asked for again");
  assert.equal(done.renewed, 0);
});

Deno.test("other data are offered to somebody at work, and taken over by a click", async () => {
  const { said, done, serving } = page();
  serving.heard("two");
  assert.match(said.text, /data were updated/);
  assert.equal(done.renewed, 0);
  await said.act();
  assert.equal(done.renewed, 1);
  assert.equal(serving.version, "two");
  assert.match(said.text, /data were updated, and are shown/);
  serving.heard("two");
  assert.match(said.text, /shown/, "the line stays for a while");
});

Deno.test("other data are taken over by themselves once nobody touches the page", () => {
  const { done, serving } = page();
  serving.heard("two");
  after(19_000, () => serving.heard("two"));
  assert.equal(done.renewed, 0);
  after(21_000, () => serving.heard("two"));
  assert.equal(done.renewed, 1);
});

Deno.test("what was undone before it was taken over is offered no more", () => {
  const { said, done, serving } = page();
  serving.heard("two");
  serving.heard("one");
  assert.deepEqual([said.text, done.renewed], ["", 0]);
});

Deno.test("data that cannot be read yet are tried again", async () => {
  const { said, serving } = page();
  serving.page.renew = () => Promise.reject(new Error("half a file"));
  serving.heard("two");
  await said.act();
  assert.match(said.text, /updated, but could not be read yet: half a file/);
  assert.equal(serving.version, "one");
});

Deno.test("what is said of faults is said anew once they are others, also of the same data", () => {
  const { done, serving } = page();
  serving.heard("one", "[0]");
  serving.heard("one", "[0]");
  assert.equal(done.rerun, 0);
  serving.heard("one", "[1]");
  assert.equal(done.rerun, 1);
});
