/** Our own words: values, plurals, digits, another language. */
import assert from "node:assert/strict";
import {
  collation,
  declared,
  inDigits,
  language,
  number,
  parts,
  scriptOf,
  speak,
  spokenIn,
  t,
  tn,
} from "../../../geo/screen/js/shared/words.js";
import { served } from "../served.js";

const ARABIC = {
  lang: "ar",
  dir: "rtl",
  texts: {
    "As of {day}": "حتى {day}",
    Layers: "الطبقات",
    "{n} row": ["لا صفوف", "صف واحد", "صفان", "{n} صفوف", "{n} صفا", "{n} صف"],
  },
};

/**
 * @param {{ lang: string, digits?: string }} view
 * @param {() => void} act
 */
async function speaking(view, act) {
  await served(() => ARABIC, () => speak(view));
  try {
    act();
  } finally {
    await speak({ lang: "en" });
  }
}

Deno.test("a text has its values; numbers are grouped from five digits on", () => {
  assert.equal(t("As of {day}", { day: "1 May" }), "As of 1 May");
  assert.equal(t("{n} of {all}", { n: 1234, all: 12345 }), "1234 of 12,345");
  assert.equal(t("{unknown} stays", { n: 1 }), "{unknown} stays");
  assert.deepEqual([0, 1, 2].map((n) => tn("{n} row", "{n} rows", n)), ["0 rows", "1 row", "2 rows"]);
  assert.deepEqual(parts("a {b} c", { b: "B" }), ["a ", "B", " c"]);
});

Deno.test("texts are sorted as the language has it: in Arabic its own letters come first", async () => {
  const names = ["Zuwara", "يفرن", "10", "9", "أجدابيا", "Ajdabiya"];
  assert.deepEqual(names.toSorted(collation()), ["9", "10", "Ajdabiya", "Zuwara", "أجدابيا", "يفرن"]);
  await speaking({ lang: "ar" }, () => {
    assert.deepEqual(names.toSorted(collation()), ["9", "10", "أجدابيا", "يفرن", "Ajdabiya", "Zuwara"]);
  });
});

Deno.test("Arabic has its own words and plurals; what has no translation stays", async () => {
  await speaking({ lang: "ar" }, () => {
    assert.deepEqual(language(), { lang: "ar", rtl: true, digits: "" });
    assert.equal(t("As of {day}", { day: "1" }), "حتى 1");
    assert.equal(declared("Layers"), "الطبقات");
    assert.equal(t("Untold"), "Untold");
    assert.deepEqual([0, 1, 2, 3, 11, 100].map((n) => tn("{n} row", "{n} rows", n)), [
      "لا صفوف",
      "صف واحد",
      "صفان",
      "3 صفوف",
      "11 صفا",
      "100 صف",
    ]);
    assert.deepEqual(scriptOf("Sabha"), { dir: "ltr", lang: "en" });
    assert.deepEqual(scriptOf("سبها Sabha"), { dir: "auto" });
  });
  assert.deepEqual(scriptOf("Sabha"), { dir: "auto" });
  assert.equal(spokenIn({ lang: "en+ar" }), "en");
});

Deno.test("the digits that were chosen are in numbers, not in codes", async () => {
  await speaking({ lang: "ar", digits: "arab" }, () => {
    assert.equal(number(1234.5), "١٬٢٣٤٫٥");
    assert.equal(inDigits("عام 2019، 12,500.5"), "عام ٢٠١٩، ١٢٬٥٠٠٫٥");
    assert.equal(inDigits("رخصة CC BY 4.0"), "رخصة CC BY 4.0");
    assert.equal(inDigits("Reuters 2019"), "Reuters 2019");
    assert.equal(inDigits("B2"), "B2");
  });
  assert.equal(inDigits("عام 2019"), "عام 2019");
});
