import assert from "node:assert/strict";
import { fetchJson, requested, takeAnswers } from "../../../geo/screen/js/shared/fetching.js";
import { served } from "../served.js";

Deno.test("an address is asked for once, again only after a failure", async () => {
  let broken = true;
  const asked = await served((url) => broken ? "no such layer" : { url }, async () => {
    await assert.rejects(fetchJson("/a"), /no such layer/);
    broken = false;
    assert.deepEqual(await Promise.all([fetchJson("/a"), fetchJson("/a")]), [{ url: "/a" }, { url: "/a" }]);
  });
  assert.deepEqual(asked, ["/a", "/a"]);
});

Deno.test("what another page has asked for is taken over, and asked for again where that failed", async () => {
  const asked = await served((url) => ({ url }), async () => {
    const failed = Promise.reject(new Error("gone"));
    takeAnswers(new Map([["/early", Promise.resolve("early")], ["/failed", failed]]));
    assert.equal(await fetchJson("/early"), "early");
    assert.deepEqual(await fetchJson("/failed"), { url: "/failed" });
  });
  assert.deepEqual(asked, ["/failed"]);
});

Deno.test("a page that is open all day keeps a few answers, those used last", async () => {
  const asked = await served((url) => ({ url }), async () => {
    await fetchJson("/first");
    for (let i = 0; i < 200; i++) {
      await fetchJson(`/card/${i}`);
      await fetchJson("/first");
    }
    assert.ok(requested.size < 100, `${requested.size} answers are kept`);
  });
  assert.equal(asked.filter((url) => url === "/first").length, 1);
});

Deno.test("a server that is away is called so", async () => {
  const before = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  try {
    await assert.rejects(fetchJson("/away"), /the server cannot be reached/);
  } finally {
    globalThis.fetch = before;
  }
});
