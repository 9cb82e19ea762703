// Shapes that cross between page, shell and Python.  Only for `make check` and the editor.
declare global {
  /** Of Chromium. */
  interface Navigator {
    connection?: { saveData: boolean; effectiveType: string; type?: string }
  }
  interface Window {
    /** Of early.js: makes workers; the one that it started, and the events that have come from it since. */
    python: { newWorker: (again?: string) => Worker | null; started: Worker | null; events: Event[] }
  }
}

/** An element as `estimator/answers/tree.py` makes it: name, attributes, children. */
export type Element = [string, Record<string, string>, ...Tree[]]
export type Tree = string | Element

/** The data block of the page. */
export type Data = {
  language: string
  timezone: string
  serviceWorker: string | null
  pages: { policy: string; packing: string }
  offer: Offer
  texts: Record<string, string>
  patience?: number
}
/** What the form offers; `services` are the largest counts. */
export type Offer = {
  materials: string[]; replating: string[]; services: Record<string, number>; maxItems: number
  /** Of the calendar. */
  firstDay: string; lastDay: string
}

/** What goes to Python: a request as JSON, and where its answer is read. */
export type Question = { request: string; language: string; page: string }
export type Estimate = {
  ok: true; tree: Element[]; announcement: string; calendar: { name: string; text: string }
}
export type Problem = { field: string; text: string }
export type Refusal = { ok: false; tree: Element[]; problems: Problem[] }

/** All that the page shows follows from it. */
export type State = {
  /** How far Python is. */
  python: 'idle' | 'loading' | 'ready'
  /** Why there is no answer, empty if nothing has failed: `network`, `stalled`, `outdated`, `browser`, `python`. */
  failure: string
  /** Bytes of Python, while it loads. */
  progress: { loaded: number; total: number }
  /** The request in the form as it is now, as JSON. */
  choice: string
  /** Whether somebody has asked and waits for the answer. */
  waiting: boolean
  /** The answer on the page and the choice that it is for; the page is built with one. */
  shown: Shown
  /** What is wrong with the choice that was asked for. */
  refused: Refused | null
  /** Whether the address holds a link that cannot be read. */
  damaged: boolean
  /** Whether the choice is from a link without a check, which may have been cut off between two parts. */
  unchecked: boolean
  /** What has just happened. */
  note: string
}
export type Shown = { choice: string; answer: Estimate | null; nodes: Node[] }
export type Refused = { nodes: Node[]; problems: Problem[] }
