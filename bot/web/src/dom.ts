/** Builds elements; text from outside only ever becomes text nodes, so nothing in it can run. */

type Tags = HTMLElementTagNameMap;
export type Child = Node | string | null;

/** An element; an attribute that is `false` is left out, as are children that are empty or null. */
export function el<T extends keyof Tags>(
  tag: T,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): Tags[T] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) {
    if (child !== null && child !== "") node.append(child);
  }
  return node;
}

/** The words in a value from the server: a string, a number, or an object's title; otherwise nothing. */
export function words(value: any): string {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number") return String(value);
  return titleOf(value);
}

function titleOf(value: any): string {
  if (value === null || typeof value !== "object") return "";
  return words(value.title ?? value.id ?? value.value ?? "");
}

/** The value if it is a list, else an empty one. */
export function list(value: any): any[] {
  return Array.isArray(value) ? value : [];
}

/** Read aloud, not seen. */
export function unseen(text: string): HTMLElement {
  return el("span", { class: "unseen" }, text);
}
