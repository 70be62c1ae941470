import { Page } from "./page";

/**
 * The shelf is where old pages lie. When the ledger turns the page at midnight, the full page is laid
 * on the shelf. A guest may take a page from the shelf and read it, but nobody writes on it again.
 */
export interface Shelf {
  lay(page: Page): void;
  take(number: number): Page | undefined;
  /** The numbers of all pages on the shelf, oldest first. */
  numbers(): number[];
}

/** A shelf in memory. It keeps as many pages as the chart says, and then gives away the oldest. */
export class SmallShelf implements Shelf {
  private readonly pages = new Map<number, string>();
  private readonly room: number;

  constructor(room = 30) {
    this.room = room;
  }

  lay(page: Page): void {
    if (this.pages.has(page.number)) throw new Error("this page already lies on the shelf");
    this.pages.set(page.number, page.text());
    while (this.pages.size > this.room) this.drop();
  }

  take(number: number): Page | undefined {
    const text = this.pages.get(number);
    return text === undefined ? undefined : Page.read(number, text);
  }

  numbers(): number[] {
    return [...this.pages.keys()].sort((one, other) => one - other);
  }

  /** The shelf is full, so the oldest page leaves it. */
  private drop(): void {
    const oldest = this.numbers()[0];
    if (oldest !== undefined) this.pages.delete(oldest);
  }
}
