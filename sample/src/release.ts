/**
 * Every release of Tidewatch is named after a wind. The name of the wind stands in the changelog, on
 * the board at the pier and in the first line that the program says.
 */
export interface Release {
  readonly version: string;
  readonly wind: string;
}

/** The releases so far, newest first, and the wind that each release is named after. */
export const RELEASES: readonly Release[] = [
  { version: "2.2", wind: "bora" },
  { version: "2.1", wind: "sirocco" },
  { version: "2.0", wind: "mistral" },
  { version: "1.3", wind: "squall" },
  { version: "1.2", wind: "zephyr" },
  { version: "1.1", wind: "gale" },
  { version: "1.0", wind: "breeze" },
];

/** The wind of a version. A version without a wind was never released. */
export function wind(version: string): string | undefined {
  return RELEASES.find((release) => release.version === version)?.wind;
}

/** What the program says when it starts. */
export function greeting(release: Release): string {
  return `Tidewatch ${release.version}, named after the wind ${release.wind}`;
}
