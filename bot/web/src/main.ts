/** Makes <hva-na> known to the page; a page that loads the script twice gets it once. */

import { HvaNa } from "./element";

if (!customElements.get("hva-na")) customElements.define("hva-na", HvaNa);
