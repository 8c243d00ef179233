/** The choice of kommune and rolle: fetched, shown, and remembered on this device. */

import { fetchProfiles } from "./api.js";
import { el } from "./dom.js";
import { keep, recall } from "./storage.js";

/** @import { Choice, Option, Profiles } from "./types.js" */

/** @type {Choice} */
const DEFAULT = { kommune: "nasjonal", rolle: "ansatt" };

export class Settings {
  /**
   * @param {HTMLSelectElement} kommune
   * @param {HTMLSelectElement} rolle
   * @param {HTMLElement} notice where to say that the list is missing
   * @param {() => void} changed called when the user has chosen anew
   */
  constructor(kommune, rolle, notice, changed) {
    this.kommune = kommune;
    this.rolle = rolle;
    this.notice = notice;
    this.changed = changed;
    for (const select of [kommune, rolle]) select.addEventListener("change", () => this.#remember());
  }

  /** @returns {Choice} */
  get choice() {
    return { kommune: this.kommune.value, rolle: this.rolle.value };
  }

  /** @returns {string} the choice in words */
  get title() {
    return [this.kommune, this.rolle].map((select) => select.selectedOptions[0]?.text ?? "").join(", ");
  }

  /** Shows the lists as last seen, then as they are now. */
  async load() {
    const remembered = recall("localStorage", "profiles");
    if (remembered) this.#fill(remembered);
    try {
      const profiles = await fetchProfiles();
      keep("localStorage", "profiles", profiles);
      this.#fill(profiles);
      this.notice.replaceChildren();
    } catch {
      if (!remembered) this.#sayMissing();
    }
  }

  /** @param {Profiles} profiles */
  #fill(profiles) {
    const chosen = { ...DEFAULT, ...recall("localStorage", "choice") };
    fillSelect(this.kommune, profiles.kommuner, [chosen.kommune, DEFAULT.kommune]);
    fillSelect(this.rolle, profiles.roller, [chosen.rolle, DEFAULT.rolle]);
  }

  #remember() {
    keep("localStorage", "choice", this.choice);
    this.changed();
  }

  #sayMissing() {
    const again = el("button", { type: "button", class: "quiet" }, "Prøv igjen");
    again.addEventListener("click", () => this.load());
    this.notice.replaceChildren("Jeg fikk ikke hentet listen over kommuner. Svarene følger loven så lenge. ", again);
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {Option[]} options
 * @param {string[]} wanted ids in order of preference
 */
function fillSelect(select, options, wanted) {
  const chosen = wanted.find((id) => options.some((option) => option.id === id)) ?? options[0].id;
  select.replaceChildren(...options.map(({ id, title }) => el("option", { value: id }, title)));
  select.value = chosen;
}
