/** What vite.config.ts makes of files that are not code. */

declare module "*.css?inline" {
  const css: string;
  export default css;
}

declare module "*.yml" {
  const texts: {
    starters: string[];
    emergency: [number: string, who: string][];
    recipients: Record<string, string>;
    words: Record<string, string>;
  };
  export default texts;
}
