// Copies the screenshots that README.md shows from test-results/ui, where `npm run test:ui` leaves them, into media.
import { copyFileSync, existsSync, statSync } from "node:fs";

const IMAGES = {
  "7-suggestions": "suggestions",
  "8-light-bulb": "light-bulb",
  "6-report": "report",
};

for (const [shot, name] of Object.entries(IMAGES)) {
  const source = `test-results/ui/${shot}.png`;
  if (!existsSync(source)) {
    console.error(`${source} is missing: run \`npm run test:ui\` first.`);
    process.exit(1);
  }
  const target = `media/${name}.png`;
  copyFileSync(source, target);
  console.log(`${target}: ${Math.round(statSync(target).size / 1024)} KB`);
}
