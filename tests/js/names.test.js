/** Names by language, dates, links. */
import assert from "node:assert/strict";
import { dateText, named, nameLines, safeUrl } from "../../geo/screen/js/shared/names.js";

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
