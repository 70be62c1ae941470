export interface ForkedSide {
  readonly requests: {
    add(params: { a: number; b: number }): number;
    fault(params: object): never;
    defect(params: object): never;
    hang(params: object): string;
    aborted(params: object): number;
    die(params: object): never;
  };
  readonly notifications: { readonly echo: string };
}

export interface CallerSide {
  readonly requests: Record<never, never>;
  readonly notifications: { readonly hanging: object; readonly echoed: { text: string } };
}
