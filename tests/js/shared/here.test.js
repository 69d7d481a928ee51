/** Addresses below the path that a proxy gives the server. */
import assert from "node:assert/strict";
import { baseOf, here } from "../../../geo/screen/js/shared/here.js";

Deno.test("the base is what stands before the page, and before a frame in it", () => {
  for (
    const [pathname, base] of [
      ["/", ""],
      ["/libya/", "/libya"],
      ["/maps/libya", "/maps/libya"],
      ["/libya/component/streamlit_folium.st_folium/index.html", "/libya"],
      ["/component/streamlit_folium.st_folium/index.html", ""],
    ]
  ) assert.equal(baseOf(pathname), base, pathname);
});

Deno.test("an address without a page is one at the root", () => {
  assert.equal(here("/api/layers"), "/api/layers");
});
