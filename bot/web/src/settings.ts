/** The choice of kommune and rolle: fetched, shown, and remembered on this device. */

import { fetchProfiles } from "./api";
import { el } from "./dom";
import { keep, recall } from "./storage";
import { say } from "./texts";
import type { Choice, Option, Profiles } from "./types";

const DEFAULT: Choice = { kommune: "nasjonal", rolle: "ansatt" };

/** Where the choice is made, and where to say that the lists are missing. */
export type SettingsFields = { kommune: HTMLSelectElement; rolle: HTMLSelectElement; notice: HTMLElement };

/** What the page has settled: its kommune, which no user changes, and the rolle that is chosen until the user chooses. */
export type Settled = { kommune: string | null; rolle: string | null };

export class Settings {
  /** `changed` is called when the user has chosen anew. */
  constructor(
    readonly fields: SettingsFields,
    readonly settled: Settled,
    readonly changed: () => void,
  ) {
    for (const select of [fields.kommune, fields.rolle]) select.addEventListener("change", () => this.#remember());
  }

  get choice(): Choice {
    return { kommune: this.settled.kommune ?? this.fields.kommune.value, rolle: this.fields.rolle.value };
  }

  /** The choice in words. */
  get title(): string {
    const selects = this.settled.kommune === null ? [this.fields.kommune, this.fields.rolle] : [this.fields.rolle];
    return selects.map((select) => select.selectedOptions[0]?.text ?? "").join(", ");
  }

  /** What a kommune is called; nothing where it is not in the list. */
  kommuneTitle(id: string): string {
    return [...this.fields.kommune.options].find(({ value }) => value === id)?.text ?? "";
  }

  /** Shows the lists as last seen, then as they are now. */
  async load(): Promise<void> {
    const remembered = recall("localStorage", "profiles");
    this.#fill(remembered ?? this.#unasked());
    try {
      const profiles = await fetchProfiles();
      keep("localStorage", "profiles", profiles);
      this.#fill(profiles);
      this.fields.notice.replaceChildren();
    } catch {
      if (!remembered) this.#sayMissing();
    }
  }

  #fill(profiles: Profiles): void {
    const settled = this.settled.rolle === null ? {} : { rolle: this.settled.rolle };
    const chosen: Choice = { ...DEFAULT, ...settled, ...recall("localStorage", "choice") };
    fillSelect(this.fields.kommune, profiles.kommuner, [chosen.kommune, DEFAULT.kommune]);
    fillSelect(this.fields.rolle, profiles.roller, [chosen.rolle, DEFAULT.rolle]);
  }

  /** What can be chosen before the server has said anything. */
  #unasked(): Profiles {
    return {
      kommuner: [{ id: DEFAULT.kommune, title: say("law_only") }],
      roller: [{ id: DEFAULT.rolle, title: say("employee") }],
    };
  }

  #remember(): void {
    keep("localStorage", "choice", { ...recall("localStorage", "choice"), ...this.#chosen() });
    this.changed();
  }

  /** What the user has chosen; a kommune that the page has settled is not the user's. */
  #chosen(): Partial<Choice> {
    const { kommune, rolle } = this.choice;
    return this.settled.kommune === null ? { kommune, rolle } : { rolle };
  }

  #sayMissing(): void {
    const again = el("button", { type: "button", class: "quiet" }, say("again"));
    again.addEventListener("click", () => this.load());
    const problem = say(this.settled.kommune === null ? "no_profiles" : "no_roles");
    this.fields.notice.replaceChildren(`${problem} `, again);
  }
}

/** `wanted` are ids in order of preference. */
function fillSelect(select: HTMLSelectElement, options: Option[], wanted: string[]): void {
  const chosen = wanted.find((id) => options.some((option) => option.id === id)) ?? options[0]?.id ?? "";
  select.replaceChildren(...options.map(({ id, title }) => el("option", { value: id }, title)));
  select.value = chosen;
}
