/** Style sheets made here: allowed by the strictest policy, where a style element would not be. */

export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
