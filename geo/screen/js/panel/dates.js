/* The two clocks: the day shown and the day it was known, as fields, slider, presets, steps by event, and a player. */
import { button, element } from "../shared/dom.js";
import { mapWindow } from "./map_window.js";

const MOMENTS = [
  ["Today", ""],
  ["GNU takes office, 16 Mar 2021", "2021-03-16"],
  ["Ceasefire, 23 Oct 2020", "2020-10-23"],
  ["Tripoli war ends, 5 Jun 2020", "2020-06-05"],
  ["Attack on Tripoli, 4 Apr 2019", "2019-04-04"],
  ["Political Agreement, 17 Dec 2015", "2015-12-17"],
];
const SPEEDS = [["month / s", 30], ["quarter / s", 91], ["year / s", 365]];
const FIRST = Date.UTC(2011, 0, 1);
const DAY = 86400000;
const FRAME = 500; // ms between two pictures of the player

const iso = (time) => new Date(time).toISOString().slice(0, 10);

export class Dates {
  constructor(panel) {
    this.panel = panel;
    this.at = element("input", { type: "date", id: "at", min: "2011-01-01", max: "2100-12-31" });
    this.known = element("input", { type: "date", id: "known", min: "2011-01-01", max: "2100-12-31" });
    const days = Math.round((Date.parse(panel.today) - FIRST) / DAY);
    this.slider = element("input", {
      type: "range",
      id: "slider",
      min: "0",
      max: String(days),
      step: "1",
      "aria-label": "Day shown, from 2011 to today",
    });
    this.moments = element("select", { id: "moment", "aria-label": "Jump to a date" });
    for (const [title, day] of [["Jump to …", "none"], ...MOMENTS]) {
      this.moments.append(element("option", { value: day }, title));
    }
    this.speed = element("select", { id: "speed", "aria-label": "Speed" });
    for (const [title, step] of SPEEDS) this.speed.append(element("option", { value: step }, title));
    this.player = button("▶ Play", () => this.toggle(), { id: "play" });
    this.at.addEventListener("change", () => this.go(this.at.value || panel.today));
    this.known.addEventListener("change", () => panel.change({ known: this.known.value }));
    this.slider.addEventListener("input", () => this.go(iso(FIRST + Number(this.slider.value) * DAY)));
    this.moments.addEventListener("change", () => {
      if (this.moments.value !== "none") this.go(this.moments.value || panel.today);
      this.moments.value = "none";
    });
    const hint = "Shows the map as this data set knew it on that day; empty: as known now";
    this.element = element(
      "fieldset",
      { class: "dates" },
      element("legend", {}, "Date"),
      element("label", { for: "at" }, "True on"),
      this.at,
      this.slider,
      element("label", { for: "known", title: hint }, "Known on"),
      this.known,
      element("div", { class: "pair" }, this.moments, this.speed),
      element(
        "div",
        { class: "player" },
        button("◂ event", () => this.step(-1), { title: "The event before this date" }),
        this.player,
        button("event ▸", () => this.step(1), { title: "The event after this date" }),
      ),
    );
  }

  reflect({ at, known }) {
    this.at.value = at;
    this.known.value = known;
    this.slider.value = String(Math.round((Date.parse(at) - FIRST) / DAY));
    this.slider.setAttribute("aria-valuetext", at);
  }

  go(at) {
    this.panel.change({ at });
  }

  async step(by) {
    const frame = mapWindow();
    if (!frame) return;
    const events = await frame.Libya.current.layer("events");
    if (!events) return;
    const days = [...new Set(events.items.map(({ properties }) => properties.from_day))].sort();
    const { at } = this.panel.state;
    const next = by > 0 ? days.find((day) => day > at) : days.filter((day) => day < at).pop();
    if (next) this.go(next);
  }

  toggle() {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = null;
      this.player.textContent = "▶ Play";
      return;
    }
    if (this.panel.state.at >= this.panel.today) this.go("2011-02-15");
    this.player.textContent = "❚❚ Pause";
    this.playing = setInterval(() => {
      const next = Date.parse(this.panel.state.at) + Number(this.speed.value) * DAY * (FRAME / 1000);
      this.go(iso(Math.min(next, Date.parse(this.panel.today))));
      if (this.panel.state.at >= this.panel.today) this.toggle();
    }, FRAME);
  }
}
