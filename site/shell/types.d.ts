// Shapes that cross between page, shell and Python.  Only for `make check` and the editor.
declare global {
  /** Of Chromium. */
  interface Navigator {
    connection?: { saveData: boolean; effectiveType: string; type?: string }
  }
  interface Window {
    /** Of early.js: makes workers; the one that it began, and what that has said since. */
    python: { newWorker: (again?: string) => Worker | null; begun: Worker | null; heard: Event[] }
  }
}
export type Span = { low: number; high: number }
export type Currency = { digits: number; written: string }
export type Service = {
  sign: string; label: string; counted: string | null; most: number; note: string | null
}
export type Holiday = { label: string; starts: string; ends: string; text: string }
export type Data = {
  language: string
  serviceWorker: string | null
  policyPage: string
  packingPage: string
  patience?: number
  shop: { name: string; contact: string; timezone: string }
  currency: Currency
  tax: { label: string; clause: string } | null
  handling: string
  maxItems: number
  calendar: { first: string; last: string }
  materials: Record<string, string>
  services: Record<string, Service>
  replating: Record<string, string>
  holidays: Record<string, Holiday>
  notices: Record<string, string>
  clauses: Record<string, { title: string; text: string }>
}
export type Line = {
  item: number | null; code: string; quantity: number; unit: number; amount: number
  certain: boolean; clause: string
}
export type Notice = { code: string; clause: string; day?: string }
export type Estimate = {
  ok: true; edition: string; currency: string; lines: Line[]; net: Span; tax: Span | null
  total: Span; batch: string | null; cutoff: string | null; dispatch: string; back: string
  days: number; notices: Notice[]; code: string
}
export type Problem = { field: string; code: string; message: string }
export type Refusal = { ok: false; problems: Problem[] }
export type Answer = Estimate | Refusal
