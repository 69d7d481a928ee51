import assert from "node:assert/strict";
import { proposedFor, rolesTold } from "../../../geo/screen/js/panel/own/roles.js";
import { addingTexts, readingTexts } from "../../../geo/screen/js/panel/own/sent.js";

Deno.test("a form tells the roles of its columns, and which proposed ones no column has", () => {
  const proposed = { name: "Title", day: "When", lat: "Lat" };
  const told = rolesTold(proposed, [["Title", ""], ["When", "until"], ["Lat", "lat"], ["Other", "name_ar"]]);
  assert.deepEqual(told, { name: "-", day: "-", until: "When", lat: "Lat", name_ar: "Other" });
});

Deno.test("a column has the role that is proposed for it", () => {
  assert.equal(proposedFor({ name: "Title", lat: "Y" }, "Y"), "lat");
  assert.equal(proposedFor({ name: "Title" }, "Z"), "");
});

Deno.test("the server is told how a file is read, and how a layer is made of it", () => {
  const form = {
    ...{ name: "wells.xlsx", sheet: "2020", encoding: "", title: "Wells & more", roles: { lat: "Y" } },
    ...{ crs: " EPSG:32633 ", days: "dmy", world: false },
  };
  assert.equal(`${readingTexts(form)}`, "name=wells.xlsx&sheet=2020&encoding=");
  const told = Object.fromEntries(addingTexts(form, true, "job"));
  assert.deepEqual(told, {
    ...{ name: "wells.xlsx", sheet: "2020", encoding: "", title: "Wells & more", roles: '{"lat":"Y"}' },
    ...{ crs: "EPSG:32633", days: "dmy", extent: "", dry: "1" },
  });
  const { extent, dry } = Object.fromEntries(addingTexts({ ...form, world: true }, false, "job"));
  assert.deepEqual([extent, dry], ["world", "0"]);
});
