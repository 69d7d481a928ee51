import assert from "node:assert/strict";
import { rolesTold } from "../../geo/screen/js/panel/own/roles.js";

Deno.test("a form tells the roles of its columns, and which proposed ones no column has", () => {
  const proposed = { name: "Title", day: "When", lat: "Lat" };
  const told = rolesTold(proposed, [["Title", ""], ["When", "until"], ["Lat", "lat"], ["Other", "name_ar"]]);
  assert.deepEqual(told, { name: "-", day: "-", until: "When", lat: "Lat", name_ar: "Other" });
});
