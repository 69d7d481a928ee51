/** Names by language, dates, links. */
import assert from "node:assert/strict";
import { faultOf } from "../../../geo/screen/js/shared/day_field.js";
import { dateText, named, nameLines, safeUrl } from "../../../geo/screen/js/shared/names.js";

const TOWN = { name_en: "Sirte", name_ar: "سرت", title: "Town" };

Deno.test("a name is in the language asked for; a missing one is replaced by the other", () => {
  assert.deepEqual(["en", "ar", "en+ar"].map((lang) => named(TOWN, lang)), ["Sirte", "سرت", "Sirte · سرت"]);
  assert.deepEqual(nameLines(TOWN, "en+ar"), ["Sirte", "سرت"]);
  assert.deepEqual(["en", "ar", "en+ar"].map((lang) => named(TOWN, lang, "title")), ["Town", "Town", "Town"]);
  assert.equal(named({ name_ar: "سرت" }, "en"), "سرت");
  assert.equal(named({ name_en: "LNA", name_ar: "LNA" }, "en+ar"), "LNA");
  assert.equal(named({}, "en"), "");
});

Deno.test("a partial date keeps its precision", () => {
  assert.deepEqual(["2020-10-03", "2020-10", "2020"].map(dateText), ["3 Oct 2020", "Oct 2020", "2020"]);
});

Deno.test("only web addresses become links", () => {
  assert.equal(safeUrl("https://example.org/a"), "https://example.org/a");
  for (const text of ["javascript:alert(1)", "data:text/html,x", "no address"]) {
    assert.equal(safeUrl(text), null);
  }
});

Deno.test("a day that cannot be shown, or that is none, is told apart from no day", () => {
  const span = { min: "2011-02-15", max: "2026-11-26" };
  for (const right of ["", "15 Feb 2011", "2026-11-26"]) assert.equal(faultOf(right, span), "");
  assert.equal(faultOf("2027-01-01", span), "Only days from 15 Feb 2011 to 26 Nov 2026 can be shown");
  assert.equal(faultOf("2010-12-31", span), "Only days from 15 Feb 2011 to 26 Nov 2026 can be shown");
  assert.equal(faultOf("the day after", span), "Write a day such as 23 Oct 2020");
  assert.equal(faultOf("1900-01-01", {}), "");
});
