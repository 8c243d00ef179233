/** Starts the page: joins the writing box, the buttons and the settings to the conversation. */

import { Conversation } from "./conversation.js";
import { byId, el } from "./dom.js";
import { Log } from "./log.js";
import { Settings } from "./settings.js";
import { keep, recall } from "./storage.js";

const composer = byId("composer", HTMLFormElement);
const box = byId("message", HTMLTextAreaElement);
const welcome = byId("welcome", HTMLElement);
const restart = byId("restart", HTMLButtonElement);
const undo = byId("undo", HTMLElement);
const send = /** @type {HTMLButtonElement} */ (composer.querySelector("button"));

const settings = new Settings(
  byId("kommune", HTMLSelectElement),
  byId("rolle", HTMLSelectElement),
  byId("settings-note", HTMLElement),
  sayWhomFor,
);
const log = new Log(byId("log", HTMLElement), byId("typing", HTMLElement));
const conversation = new Conversation(log, () => settings.choice, refresh);

/** A conversation keeps telling whom its next answers are for. */
function sayWhomFor() {
  if (!conversation.isEmpty) conversation.note(`Svarene gjelder nå for: ${settings.title}`);
}

/** Shows what belongs to the conversation as it now stands. */
function refresh() {
  welcome.hidden = !conversation.isEmpty;
  restart.hidden = conversation.isEmpty;
  for (const button of [send, restart]) button.setAttribute("aria-disabled", String(conversation.isWaiting));
  if (!conversation.canUndo) undo.replaceChildren();
}

function sendWritten() {
  const text = box.value.trim();
  box.focus();
  if (text === "" || conversation.isWaiting) return;
  setBox("");
  conversation.say(text);
}

/** @param {string} text also remembered, so that a reload keeps the unsent words */
function setBox(text) {
  box.value = text;
  keep("sessionStorage", "unsent", text);
}

/** @param {string} text put before what is already being written */
function putBack(text) {
  setBox([text, box.value].filter((part) => part.trim() !== "").join("\n"));
  box.focus();
}

/** Where focus goes when its button disappears; on a phone the writing box would raise the keyboard. */
function settleFocus() {
  if (window.matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });
  else log.root.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event Enter sends; Shift+Enter, and Enter that ends a composed letter, do not */
function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendWritten();
}

/** @param {MouseEvent} event */
function onLogClick(event) {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const entry = Number(button?.closest("[data-entry]")?.getAttribute("data-entry") ?? -1);
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const { payload, act } = button.dataset;
  if (payload !== undefined) conversation.say(button.getAttribute("aria-label") ?? button.textContent ?? "", payload, entry);
  if (act === "edit") putBack(conversation.takeBack(entry));
  if (act === "retry") retry(entry);
}

/** @param {number} entry */
function retry(entry) {
  if (conversation.isWaiting) return;
  settleFocus();
  conversation.retry(entry);
}

/** @param {MouseEvent} event */
function onStarterClick(event) {
  const button = event.target instanceof Element ? event.target.closest("button.starter") : null;
  if (!button || conversation.isWaiting) return;
  conversation.say(button.textContent ?? "");
  settleFocus();
}

function startAnew() {
  if (conversation.isWaiting) return;
  conversation.restart();
  const back = el("button", { type: "button", class: "quiet" }, "Angre");
  back.addEventListener("click", bringBack);
  undo.replaceChildren("Samtalen er tømt. ", back);
  window.scrollTo({ top: 0 });
  settleFocus();
}

function bringBack() {
  conversation.undo();
  log.scrollToEnd();
  settleFocus();
}

/** The page keeps what has focus clear of the dock, whose height follows the writing. */
function watchDock() {
  const dock = /** @type {HTMLElement} */ (document.querySelector(".dock"));
  const tell = () => document.documentElement.style.setProperty("--dock", `${dock.offsetHeight}px`);
  new ResizeObserver(tell).observe(dock);
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  sendWritten();
});
box.addEventListener("keydown", onKey);
box.addEventListener("input", () => keep("sessionStorage", "unsent", box.value));
log.root.addEventListener("click", onLogClick);
welcome.addEventListener("click", onStarterClick);
restart.addEventListener("click", startAnew);

box.value = recall("sessionStorage", "unsent") ?? "";
watchDock();
refresh();
if (!conversation.isEmpty) log.scrollToEnd();
settings.load();
