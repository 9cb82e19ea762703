// Shapes that cross between page, shell and Python.  Only for `make check` and the editor.
declare global {
  /** Of Chromium. */
  interface Navigator {
    connection?: { saveData: boolean; effectiveType: string; type?: string }
  }
}

/** An element as `estimator/answers/tree.py` makes it: name, attributes, children. */
export type Element = [string, Record<string, string>, ...Tree[]]
export type Tree = string | Element

/** The data block of the page. */
export type Data = {
  language: string
  serviceWorker: string | null
  pages: { policy: string; packing: string }
  offer: Offer
  texts: Record<string, string>
  table: Table
}
/** The answer table; numbers are those of texts. */
export type Table = {
  /** The headline with open fields, {total}. */
  headline: Element
  announcement: string; older: string; passed: string; far: { after: number; text: string }; gap: string
  /** The highest counts; each is one digit of a place in `amounts`, the last one changes first. */
  services: Record<string, number>
  /** Prices by the first day of asking; `rows` are those of `amounts`, by material and re-plating. */
  editions: { from: string; rows: Record<string, number>; amounts: number[][] }[]
  /** The last day of asking. */
  until: string
  totals: string[]; nets: string[]
  /** The first day of arrival, and all in words. */
  first: string; days: string[]
  /** Numbers of days, in words. */
  counts: string[]
  texts: string[]; notices: (Tree[] | '')[]
  /** By field, the text for each day of arrival. */
  schedules: Record<string, number[]>; noticed: number[]
}
/** What the table says of a choice. */
export type Looked = { choice: string; nodes: Node[]; announcement: string }
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
  /** Whether a question to Python is open. */
  waiting: boolean
  /** Whether a person pressed the button for it. */
  byHand: boolean
  /** The answer on the page and the choice that it is for; the page is built with one. */
  shown: Shown
  /** What the table says of the choice in the form, where it has it. */
  looked: Looked | null
  /** What is wrong with the choice that was asked for. */
  refused: Refused | null
  /** Whether the address holds a link that cannot be read. */
  damaged: boolean
  /** Whether the choice is from a link without a check, which may have been cut off between two parts. */
  unchecked: boolean
  /** Why there is no answer to the choice in the form. */
  note: string
}
export type Shown = { choice: string; answer: Estimate | null; nodes: Node[]; announcement: string }
export type Refused = { nodes: Node[]; problems: Problem[] }
