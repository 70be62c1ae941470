/** A part of the page that keeps its element, and with it the focus and what is open, while its data changes. */
export interface View<Data> {
  readonly element: HTMLElement;
  update(data: Data): void;
}
