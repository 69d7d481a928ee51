import assert from "node:assert/strict";
import { fetchJson } from "../../../geo/screen/js/shared/fetching.js";
import { whyOf } from "../../../geo/screen/js/shared/refusals.js";
import { speak } from "../../../geo/screen/js/shared/words.js";

const ARABIC = {
  lang: "ar",
  dir: "rtl",
  texts: {
    "nothing is called {text}; {advice}": "لا شيء اسمه {text}؛ {advice}",
    "did you mean {names}?": "هل تقصد {names}؟",
    "beside {title}": "إلى جانب {title}",
    "the server cannot be reached": "تعذر الوصول إلى الخادم",
  },
};
const FAULTS = [
  {
    part: "place",
    text: "nothing is called {text}; {advice}",
    values: { text: "'Srite'", advice: { text: "did you mean {names}?", values: { names: "sirte" } } },
  },
  { part: "", text: "beside {title}", values: { title: ["Near", "قرب"] } },
];

Deno.test("a refusal is said in the language of the page, with its values", async () => {
  const refused = Object.assign(new Error("in English"), { problem: { faults: FAULTS } });
  assert.equal(whyOf(refused), "place: nothing is called 'Srite'; did you mean sirte?\nbeside Near");
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.resolve(Response.json(ARABIC));
  await speak({ lang: "ar" });
  assert.equal(whyOf(refused), "place: لا شيء اسمه 'Srite'؛ هل تقصد sirte؟\nإلى جانب قرب");
  globalThis.fetch = () => Promise.reject(new Error("gone"));
  await assert.rejects(fetchJson("/api/nowhere"), (error) => whyOf(error) === "تعذر الوصول إلى الخادم");
  globalThis.fetch = fetch;
  await speak({ lang: "en" });
  assert.equal(whyOf(new Error("as it is")), "as it is");
});
