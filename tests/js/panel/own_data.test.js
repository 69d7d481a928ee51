import assert from "node:assert/strict";
import { followed, newJob } from "../../../geo/screen/js/panel/own/progress.js";
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
    ...{ crs: "EPSG:32633", days: "dmy", extent: "", dry: "1", job: "job" },
  });
  const { extent, dry } = Object.fromEntries(addingTexts({ ...form, world: true }, false, "job"));
  assert.deepEqual([extent, dry], ["world", "0"]);
});

Deno.test("what is sent has a word that nobody guesses, and nothing is asked once its answer is there", async () => {
  assert.match(newJob(), /^[0-9a-f]{32}$/);
  assert.notEqual(newJob(), newJob());
  const silent = () => assert.fail("there is nothing to say");
  assert.equal(await followed("job", Promise.resolve(1), silent), 1);
  await assert.rejects(followed("job", Promise.reject(new Error("too large")), silent), /too large/);
});
