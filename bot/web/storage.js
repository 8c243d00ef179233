/** What the browser remembers; a browser that refuses storage only loses the memory. */

/** @typedef {"localStorage"|"sessionStorage"} Area */

const PREFIX = "hva-na.";

/**
 * @param {Area} area
 * @param {string} key
 * @returns {any} what was kept, or null
 */
export function recall(area, key) {
  try {
    return JSON.parse(window[area].getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {Area} area
 * @param {string} key
 * @param {any} value
 */
export function keep(area, key, value) {
  try {
    window[area].setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page goes on without memory.
  }
}

/** @returns {string} an unguessable id; `randomUUID` is missing on plain-http intranets */
export function newSender() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
