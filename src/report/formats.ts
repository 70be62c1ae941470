/** Numbers as a language writes them. */
export interface Formats {
  count(value: number): string;
  /** Of a loss, in nats. */
  loss(value: number): string;
  perplexity(value: number): string;
  /** A share between 0 and 1, in per cent. */
  share(value: number): string;
  /** A difference of shares, in percentage points, with its sign. */
  points(difference: number): string;
  /** A relative change, in per cent, with its sign. */
  relative(change: number): string;
  /** With one decimal. */
  tenths(value: number): string;
  significant(value: number): string;
  date(iso: string): string;
}

/** `language` is a BCP 47 tag. */
export function formats(language: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    return (value: number) => format.format(value);
  };
  const tenth = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const tenths = number(tenth);
  const points = number({ ...tenth, signDisplay: "exceptZero" });
  const relative = number({ maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const large = number({ maximumFractionDigits: 0 });
  const small = number({ minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return {
    count: large,
    loss: number({ minimumFractionDigits: 3, maximumFractionDigits: 3 }),
    perplexity: (value) => (value >= 1000 ? large(value) : small(value)),
    share: (value) => `${tenths(100 * value)}\u00a0%`,
    points: (difference) => points(100 * difference),
    relative: (change) => `${relative(100 * change)}\u00a0%`,
    tenths,
    significant: number({ maximumSignificantDigits: 3 }),
    date: (iso) => date.format(new Date(iso)),
  };
}
