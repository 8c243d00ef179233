/** Builds elements; text from outside only ever becomes text nodes, so nothing in it can run. */

/**
 * @param {string} tag
 * @param {Record<string, string|boolean>} [attributes] `false` leaves an attribute out
 * @param {...(Node|string|null)} children empty strings and nulls are left out
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) {
    if (child !== null && child !== "") node.append(child);
  }
  return node;
}

/**
 * The words in a value from the server: a string, a number, or an object's title; otherwise nothing.
 * @param {any} value
 * @returns {string}
 */
export function words(value) {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number") return String(value);
  return titleOf(value);
}

/** @param {any} value @returns {string} */
function titleOf(value) {
  if (value === null || typeof value !== "object") return "";
  return words(value.title ?? value.id ?? value.value ?? "");
}

/** @param {any} value @returns {any[]} the value if it is a list, else an empty one */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {string} text @returns {HTMLElement} read aloud, not seen */
export function unseen(text) {
  return el("span", { class: "unseen" }, text);
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T} the element of the page with that id
 */
export function byId(id, type) {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return node;
}
