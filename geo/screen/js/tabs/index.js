/* The tabs beside the map, in their order: a new one is a module here and a line below. */
import { ask } from "./ask/ask.js";
import { brief } from "./brief/brief.js";
import { compare } from "./compare/compare.js";
import { inspect } from "./inspect/cards.js";
import { table } from "./table/table.js";
import { timeline } from "./timeline/timeline.js";

/** [{id, title, create(map) -> {element, update(layers, state)}}]; a tab is made when it is first opened. */
export const tabs = [inspect, ask, compare, table, timeline, brief];
