/** What somebody put where it stands: names and numbers that were moved, and notes with an arrow, as texts of a view.
 * `geo/view/hand.py` judges them. */

/** @typedef {[lat: number, lon: number]} Position */
/** @typedef {{ to: Position, at: Position, text: string }} Note where its arrow ends, the middle of its text, the text */
/** @typedef {Map<string, Position>} Moves by "name:" or "number:" and an id */

const DECIMALS = 5; // of degrees: a metre
const ESCAPES = [["%", "%25"], [";", "%3B"], ["|", "%7C"]];

/**
 * @param {string} text
 * @returns {Moves}
 */
export function movesOf(text) {
  return new Map(
    text.split("|").filter(Boolean).map((part) => {
      const [what, id, where] = part.split(":");
      return [`${what}:${id}`, positionOf(where)];
    }),
  );
}

/** @param {Moves} moves */
export function movesText(moves) {
  return [...moves].map(([key, position]) => `${key}:${positionText(position)}`).join("|");
}

/**
 * @param {string} text
 * @returns {Note[]}
 */
export function notesOf(text) {
  return text.split("|").filter(Boolean).map((part) => {
    const [to, at, written] = part.split(";");
    const plain = ESCAPES.toReversed().reduce(
      (said, [letter, code]) => said.replaceAll(code, letter),
      written,
    );
    return { to: positionOf(to), at: positionOf(at), text: plain };
  });
}

/** @param {Note[]} notes */
export function notesText(notes) {
  return notes.map(({ to, at, text }) => {
    const escaped = ESCAPES.reduce((said, [letter, code]) => said.replaceAll(letter, code), text);
    return [positionText(to), positionText(at), escaped].join(";");
  }).join("|");
}

/**
 * @param {string} text
 * @returns {Position}
 */
function positionOf(text) {
  const [lat, lon] = text.split(",").map(Number);
  return [lat, lon];
}

/** @param {Position} position */
function positionText(position) {
  return position.map((degrees) => String(Number(degrees.toFixed(DECIMALS)))).join();
}
