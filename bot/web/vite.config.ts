/** Makes one classic script of the widget, its style sheets and its texts. */

import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { parse } from "yaml";

/** A .yml file becomes the module of what stands in it. */
const texts: Plugin = {
  name: "texts",
  transform(source, file) {
    if (!file.endsWith(".yml")) return null;
    return { code: `export default ${JSON.stringify(parse(source))}`, map: null, moduleType: "js" };
  },
};

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [texts],
  publicDir: false,
  build: {
    lib: { entry: "src/main.ts", formats: ["iife"], name: "HvaNa", fileName: () => "widget.js" },
    target: ["chrome120", "edge120", "firefox121", "safari17"],
  },
});
