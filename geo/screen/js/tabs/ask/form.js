/** The form of one question: its fields, what is wrong with them, and the question as it is typed. */
import { element } from "../../shared/dom.js";
import { faultsByName } from "../../state/asking.js";
import { named } from "../../shared/names.js";
import { declared, t } from "../../shared/words.js";
import { Field } from "./field.js";

/** @import { Question } from "../../state/asking.js" */
/** @import { Asked } from "../../state/view.js" */
/** @import { Surroundings } from "./field.js" */

/** What is rarely changed is folded away, unless it must be given. */
const FOLDED = ["known", "recorded", "names", "marking"];

export class AskForm {
  /** Says what is wrong, in the language spoken when it is asked; "" = nothing. */
  why = () => "";

  /**
   * @param {Question} question
   * @param {Surroundings} around
   * @param {(asked: Asked) => void} submit
   */
  constructor(question, around, submit) {
    this.question = question;
    this.fields = new Map(question.parameters.map((one) => [one.name, new Field(one, around)]));
    const folded = question.parameters.filter(({ name, required }) => !required && FOLDED.includes(name));
    const first = question.parameters.filter((one) => !folded.includes(one));
    const elements = (/** @type {typeof folded} */ list) =>
      list.flatMap(({ name }) => this.fields.get(name)?.element ?? []);
    this.others = element("div", { class: "ask-faults", role: "alert", hidden: "" });
    this.send = element("button", { type: "submit", class: "ask-send" }, t("Ask"));
    /** Open until there is an answer, which is what somebody wants to read. */
    this.fold = element("details", { class: "ask-fold", open: "" });
    this.told = element("summary", { dir: "auto" });
    const title = element("bdi", {}, named(question, around.lang(), "title"));
    this.element = element(
      "form",
      { class: "ask-form", novalidate: "", "aria-label": named(question, around.lang(), "title") },
      element("h2", {}, title),
      this.fold,
    );
    this.fold.append(
      this.told,
      element("p", { class: "ask-help", dir: "auto" }, declared(question.help)),
      ...elements(first),
      folded.length
        ? element(
          "details",
          { class: "ask-more" },
          element("summary", {}, t("Published by, names and more")),
          ...elements(folded),
        )
        : "",
      this.others,
      this.send,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      submit(this.asked);
    });
  }

  /** @returns {Asked} */
  get asked() {
    const texts = [...this.fields].map(([name, field]) => [name, field.text]).filter(([, text]) => text);
    return { question: this.question.id, parameters: Object.fromEntries(texts) };
  }

  /**
   * Folds the fields into one line that says what was asked.
   * @param {import("../../map/answering.js").Answer | null} answer which knows what its ids are called
   */
  foldUp(answer) {
    const { names = {}, parameters = {} } = answer ?? {};
    const given = [...this.fields].map(([name, field]) =>
      field.told(names[field.parameter.kind]?.[parameters[name]])
    ).filter(Boolean);
    this.told.replaceChildren(
      element("span", {}, ...given.flatMap((one, i) => [i ? " · " : "", element("bdi", {}, one)])),
      element("span", { class: "ask-change" }, t("Change the question")),
    );
    this.fold.open = false;
  }

  /** @param {Record<string, string>} texts by the name of the parameter; the others are emptied */
  fill(texts) {
    for (const [name, field] of this.fields) field.text = texts[name] ?? "";
    this.refuse(() => "");
  }

  /**
   * Says what is wrong, in the words of the server, at the field that it is about.
   * @param {() => string} why says it; "" = nothing
   * @param {boolean} [again] whether it was said before, so that nobody waits for it
   */
  refuse(why, again = false) {
    this.why = why;
    const detail = why();
    const { fields, others } = faultsByName(detail, [...this.fields.keys()]);
    for (const [name, field] of this.fields) field.refuse(fields[name] ?? []);
    this.others.hidden = !others.length;
    this.others.replaceChildren(...others.map((line) => element("p", { dir: "auto" }, line)));
    const [wrong] = Object.keys(fields);
    if (detail) this.fold.open = true;
    if (wrong && !again) this.fields.get(wrong)?.focus();
  }
}
