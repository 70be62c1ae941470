import { type Channel, ensureChromium, ensureServer } from "./setup";

const channel: Channel = process.argv.includes("--floor") ? "floor" : "latest";
console.log(`VS Code server: ${ensureServer(process.cwd(), channel).serverMain}`);
console.log(`Chromium: ${ensureChromium()}`);
