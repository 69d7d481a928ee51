/** Figures from the server: the query that asks for one, and the answer. It knows no element of the page. */
import { IN_ANY_LANGUAGE } from "../../shared/fetching.js";
import { here } from "../../shared/here.js";
import { whyOf } from "../../shared/refusals.js";
import { t } from "../../shared/words.js";

/** @typedef {{ blob: Blob, name: string, aspect: number, id: string, marking: string }} Figure */

/** Why there is no figure: a line for each fault, and the status of the answer, if there was one. */
export class NoFigure extends Error {
  /**
   * @param {string} message
   * @param {number} [status]
   */
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

/**
 * The query of some texts; those that say nothing are left out.
 * @param {Record<string, string>} texts
 */
export function figureQuery(texts) {
  return new URLSearchParams(Object.entries(texts).filter(([, text]) => text)).toString();
}

/**
 * @param {string} query
 * @param {AbortSignal} [signal]
 * @returns {Promise<Figure>}
 */
export async function fetchFigure(query, signal) {
  const options = { signal, headers: IN_ANY_LANGUAGE, credentials: /** @type {const} */ ("same-origin") };
  const answer = await fetch(here(`/api/figure?${query}`), options).catch((problem) => {
    if (signal?.aborted) throw problem;
    throw new NoFigure(t("the server cannot be reached; change anything to try again"));
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    const refused = Object.assign(new Error(problem.detail || `HTTP ${answer.status}`), { problem });
    throw new NoFigure(whyOf(refused), answer.status);
  }
  const { headers } = answer;
  return {
    blob: await answer.blob(),
    name: fileName(headers.get("content-disposition") ?? ""),
    aspect: Number(headers.get("x-figure-aspect")),
    id: headers.get("x-figure-id") ?? "",
    marking: headers.get("x-figure-marking") ?? "",
  };
}

/** @param {string} disposition the header `content-disposition` */
export function fileName(disposition) {
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? "";
}

/** @param {number} bytes */
export function sizeText(bytes) {
  return bytes < 1e6
    ? t("{n} KB", { n: Math.max(1, Math.round(bytes / 1e3)) })
    : t("{n} MB", { n: (bytes / 1e6).toFixed(1) });
}
