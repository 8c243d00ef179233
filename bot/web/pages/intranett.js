/** Shows the widget as the address asks for it: ?visning=knapp, ?kommune=… and ?maalform=nn; in a box where it asks for nothing. */

const asked = new URLSearchParams(location.search);
const widget = document.querySelector("hva-na");

for (const name of ["visning", "kommune", "rolle", "maalform"]) {
  const value = asked.get(name);
  if (value) widget.setAttribute(name, value);
}
const visning = widget.getAttribute("visning");
document.documentElement.dataset.visning = visning;
document.querySelector(`[data-visning="${CSS.escape(visning)}"]`)?.setAttribute("aria-current", "page");
