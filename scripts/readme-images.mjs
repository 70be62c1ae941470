// Copies the screenshots that README.md shows from test-results, where `npm run test:ui` leaves them, into media.
import { copyFileSync, existsSync, statSync } from "node:fs";

const IMAGES = {
  "ui/suggestions": "suggestions",
  "ui/light-bulb": "light-bulb",
  "ui-training/report": "report",
  "reading/1-other-words": "other-words",
  "reading/5-unlikely-words": "unlikely-words",
};

for (const [shot, name] of Object.entries(IMAGES)) {
  const source = `test-results/${shot}.png`;
  if (!existsSync(source)) {
    console.error(`${source} is missing: run \`npm run test:ui\` first.`);
    process.exit(1);
  }
  const target = `media/${name}.png`;
  copyFileSync(source, target);
  console.log(`${target}: ${Math.round(statSync(target).size / 1024)} KB`);
}
