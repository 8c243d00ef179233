/** The element itself: reads the page's attributes, and puts the widget in its own shadow. */

import theme from "../theme.css?inline";
import cards from "./cards.css?inline";
import { Chat } from "./chat";
import chat from "./chat.css?inline";
import draft from "./draft_panel.css?inline";
import erase from "./erase.css?inline";
import fault from "./fault.css?inline";
import { type TokenSource, useTokenSource } from "./login";
import network from "./network.css?inline";
import { Panel } from "./panel";
import { useServer } from "./server";
import { sheetOf } from "./sheets";
import { drawSurface, type Surface, type Visning } from "./surface";
import { type Maalform, maalformOf, useMaalform } from "./texts";

export class HvaNa extends HTMLElement {
  static readonly observedAttributes = ["kommune", "rolle", "visning", "maalform", "server"];
  /** The host page may set this, before or after the script has come, where it has a token to give. */
  declare token: TokenSource;
  #chat: Chat | null = null;

  /** An element that is moved, or put in again, goes on from what the tab remembers. */
  connectedCallback(): void {
    if (!this.shadowRoot) this.#open();
    this.#build();
  }

  disconnectedCallback(): void {
    this.#chat?.end();
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (this.shadowRoot && before !== now) this.#build();
  }

  #open(): void {
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [chat, cards, draft, erase, fault, network, theme].map(sheetOf);
    // A page that «back» brings out again as it was, is older than what the tab remembers.
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#build());
  }

  #build(): void {
    if (!this.isConnected) return;
    useServer(this.getAttribute("server"));
    useTokenSource(() => this.token);
    useMaalform(this.#maalform);
    const kommune = this.getAttribute("kommune") || null;
    const surface = drawSurface(this.#visning, kommune !== null);
    surface.root.lang = this.#maalform;
    this.shadowRoot?.replaceChildren(surface.root);
    this.#chat?.end();
    this.#chat = new Chat(surface, { kommune, rolle: this.getAttribute("rolle") });
    begin(surface, this.#chat);
  }

  get #visning(): Visning {
    return this.getAttribute("visning") === "boks" ? "boks" : "knapp";
  }

  /** As the attribute says, else as the page's own language is. */
  get #maalform(): Maalform {
    const page = this.closest<HTMLElement>("[lang]")?.lang;
    return maalformOf(this.getAttribute("maalform") ?? page ?? "");
  }
}

function begin({ launcher, panel, close, title }: Surface, chat: Chat): void {
  if (!launcher) return chat.showNewest();
  const opening = new Panel(launcher, panel, (byUser) => {
    chat.showNewest();
    if (byUser) chat.settleFocus(title);
  });
  close?.addEventListener("click", () => opening.close());
}
