/** What a person did to the page; it outlives the page while the panel is hidden or the window reloads. */
export interface PageState {
  /** `chart/series` of the curves that are switched off. */
  readonly hidden: readonly string[];
  /** Ids of the tables that are open. */
  readonly open: readonly string[];
  readonly scroll: number;
}

interface Host {
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

/** Reads and writes that state. */
export interface Memory {
  readonly scroll: number;
  isHidden(curve: string): boolean;
  setHidden(curve: string, hidden: boolean): void;
  isOpen(table: string): boolean;
  setOpen(table: string, open: boolean): void;
  setScroll(scroll: number): void;
}

export function pageMemory(host: Host): Memory {
  let state: PageState = host.getState() ?? { hidden: [], open: [], scroll: 0 };
  const change = (part: Partial<PageState>): void => {
    state = { ...state, ...part };
    host.setState(state);
  };
  return {
    get scroll() {
      return state.scroll;
    },
    isHidden: (curve) => state.hidden.includes(curve),
    setHidden: (curve, hidden) => change({ hidden: withMember(state.hidden, curve, hidden) }),
    isOpen: (table) => state.open.includes(table),
    setOpen: (table, open) => change({ open: withMember(state.open, table, open) }),
    setScroll: (scroll) => change({ scroll }),
  };
}

function withMember(list: readonly string[], member: string, isIn: boolean): string[] {
  const others = list.filter((each) => each !== member);
  return isIn ? [...others, member] : others;
}
