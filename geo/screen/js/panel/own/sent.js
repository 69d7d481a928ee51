/* What the server is told of a file: how it is read, and what a layer is made of. */

/**
 * @typedef {object} Form
 * @property {string} name of the file
 * @property {string} sheet
 * @property {string} encoding
 * @property {string} title
 * @property {Record<string, string>} roles
 * @property {string} crs
 * @property {string} days
 * @property {boolean} world whether positions outside Libya are taken
 */

/**
 * How a file is read.
 * @param {Pick<Form, "name" | "sheet" | "encoding">} form
 */
export function readingTexts({ name, sheet, encoding }) {
  return new URLSearchParams({ name, sheet, encoding });
}

/**
 * How a layer is made of it.
 * @param {Form} form
 * @param {boolean} dry whether it is only checked
 * @param {string} job a word by which the server knows it
 */
export function addingTexts(form, dry, job) {
  const texts = readingTexts(form);
  const { title, roles, crs, days, world } = form;
  const more = { title, roles: JSON.stringify(roles), crs: crs.trim(), days, extent: world ? "world" : "" };
  for (const [name, text] of Object.entries({ ...more, dry: dry ? "1" : "0", job })) texts.set(name, text);
  return texts;
}
