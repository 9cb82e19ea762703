// @ts-check
// What the shell itself says, in both languages.  Names, prices and rules come from the policy,
// through the page; days and amounts are written as `estimator/answers/wording.py` writes them.
import { parts } from './dates.js'

const WEEKDAYS = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ja: ['月', '火', '水', '木', '金', '土', '日'],
}
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
  'October', 'November', 'December',
]

const EN = {
  // the answer
  estimate: 'Your estimate (a guide)',
  total: 'Total with tax',
  totalExempt: 'Total',
  net: 'Before tax',
  back: 'Back about',
  days: '{days} days after arrival',
  from: 'from {low}',
  range: '{low} – {high}',
  clock: 'Arrive by {cutoff} to go with the {month} parcel. One day later costs about a month.',
  clockLeft: 'Your parcel arrives {days} days before that.',
  clockOneLeft: 'Your parcel arrives one day before that.',
  clockLast: 'Your parcel arrives on the last day.',
  timeline: 'What happens when',
  arrives: 'Arrives here',
  cutoff: 'Last day for this parcel',
  dispatch: 'Leaves for the workshop',
  returns: 'Back about',
  holiday: '{name}: {first} to {last}',
  lines: 'What it is made of',
  what: 'Work',
  amount: 'Amount before tax',
  why: 'Why',
  piece: 'Piece {n}: {material}',
  request: 'For the whole request',
  perhaps: 'perhaps',
  know: 'Good to know',
  excluded: 'Included and not included',
  next: 'What to do next',
  packing: 'How to pack and post',
  edition: 'Prices in force since {day}; asked on {day2}.',
  older: 'This link holds prices of {day}.',
  renew: 'Use today’s prices',
  code: 'Estimate code',
  // actions
  actions: 'Keep it or send it',
  mail: 'Write the e-mail',
  copy: 'Copy the text',
  link: 'Copy the link',
  calendar: 'Save the days in a calendar',
  print: 'Print',
  copied: 'Copied.',
  linked: 'The link is copied.',
  saved: 'The calendar file is saved.',
  notCopied: 'Copying was refused. Select the text below and copy it.',
  enquiry: 'The text for your message',
  // the message
  subject: 'Repair enquiry {code}',
  greeting: 'Hello,',
  opening: 'I would like to have this repaired:',
  name: 'Name:',
  order: 'Order number (if unknown, a photo of the product is attached):',
  photos: 'Photos of the damage: attached / to follow',
  limit: 'Go-ahead limit (up to this total with tax you may start without asking me again):',
  arriving: 'Day of arrival, about',
  noReplating: 'Re-plating',
  separator: '; ',
  // calendar file
  eventCutoff: '{shop}: last day for the {month} parcel',
  eventBack: '{shop}: repair back about now',
  fileName: 'repair',
  // the form
  pieceTitle: 'Piece {n}',
  added: 'Piece {n} is added.',
  removed: 'Piece {n} is removed.',
  full: 'More than {n} pieces need a second request.',
  changed: 'You changed something. Press the button for a new estimate.',
  errors: 'Please correct this first',
  error: 'Problem: {text}',
  problems: {
    date: 'Choose a day.',
    missing: 'Fill this in.',
    calendar: 'We know our calendar from {first} to {last}. Choose a day well inside it.',
    count: 'Write a whole number from 1 to {most}, or leave it empty.',
    empty: 'Choose at least one kind of work.',
    choice: 'Choose one from the list.',
    'too-many': 'These are too many pieces. Please send two requests.',
  },
  otherProblem: 'This does not fit. Please choose again.',
  // before Python is there
  queued: 'Your choice is noted. The estimator is being loaded; the answer appears here by itself.',
  loading: 'Loading the estimator',
  loadingBytes: '{loaded} of {total} MB',
  starting: 'Starting …',
  calculating: 'Calculating …',
  done: 'Estimate: {total}. Back about {back}.',
  // when it cannot be
  failed: {
    network: 'The estimator could not be loaded. Please check your connection. The price list on this page is complete without it.',
    stalled: 'Loading the estimator has stopped. Please check your connection. The price list on this page is complete without it.',
    browser: 'This browser cannot run the estimator. The price list on this page is complete without it.',
    python: 'The estimator has stopped because of a mistake of ours. The price list on this page is complete without it.',
  },
  retry: 'Try again',
}

/** @type {typeof EN} */
const JA = {
  estimate: 'お見積り(目安)',
  total: '合計(税込)',
  totalExempt: '合計',
  net: '税抜',
  back: 'お戻りの目安',
  days: '到着から{days}日',
  from: '{low}〜',
  range: '{low}〜{high}',
  clock: '{cutoff}までに到着すれば、{month}の月末便に間に合います。1日遅れると、お戻りが約1か月遅くなります。',
  clockLeft: '締切まで{days}日の余裕があります。',
  clockOneLeft: '締切まで1日の余裕があります。',
  clockLast: 'ご到着予定日が締切日です。',
  timeline: 'お戻りまでの流れ',
  arrives: '当店に到着',
  cutoff: 'この便の締切日',
  dispatch: '工房へ発送',
  returns: 'お戻りの目安',
  holiday: '{name}:{first}から{last}まで',
  lines: '料金の内訳',
  what: '作業',
  amount: '金額(税抜)',
  why: '根拠',
  piece: '{n}点目:{material}',
  request: 'ご依頼全体',
  perhaps: '必要な場合',
  know: 'ご確認ください',
  excluded: '料金に含まれるもの・含まれないもの',
  next: 'このあとの流れ',
  packing: '梱包・発送の方法',
  edition: '料金の適用開始日:{day}(見積日:{day2})',
  older: 'このリンクは{day}時点の料金です。',
  renew: '本日の料金で見積る',
  code: '見積コード',
  actions: '保存・送信',
  mail: 'メールを作成する',
  copy: '文面をコピー',
  link: 'リンクをコピー',
  calendar: '日程をカレンダーに保存',
  print: '印刷する',
  copied: 'コピーしました。',
  linked: 'リンクをコピーしました。',
  saved: 'カレンダーのファイルを保存しました。',
  notCopied: 'コピーできませんでした。下の文面を選択してコピーしてください。',
  enquiry: 'お問い合わせの文面',
  subject: '修理のご相談 {code}',
  greeting: 'ご担当者様',
  opening: '下記の修理をお願いしたく、ご連絡いたします。',
  name: 'お名前:',
  order: 'ご注文番号(ご不明な場合は商品の写真を添付):',
  photos: '破損部分の写真:添付/後送',
  limit: 'ご承認の上限額(税込。この金額までは再度の確認なしで作業可):',
  arriving: '到着予定日',
  noReplating: '再メッキ',
  separator: '、',
  eventCutoff: '{shop} {month}の月末便 締切日',
  eventBack: '{shop} 修理品のお戻り(目安)',
  fileName: 'repair',
  pieceTitle: '{n}点目',
  added: '{n}点目を追加しました。',
  removed: '{n}点目を削除しました。',
  full: '{n}点を超える場合は、2回に分けてご依頼ください。',
  changed: '内容が変更されました。もう一度ボタンを押してください。',
  errors: '次の項目をご確認ください',
  error: 'エラー:{text}',
  problems: {
    date: '日付をお選びください。',
    missing: '入力してください。',
    calendar: 'ご案内できるのは{first}から{last}までです。余裕のある別の日をお選びください。',
    count: '1から{most}までの整数を入力するか、空欄にしてください。',
    empty: '作業を1つ以上お選びください。',
    choice: '一覧からお選びください。',
    'too-many': '点数が多すぎます。2回に分けてご依頼ください。',
  },
  otherProblem: '内容が合いません。もう一度お選びください。',
  queued: '内容を受け付けました。見積シミュレーターの読み込みが終わりしだい、ここに結果を表示します。',
  loading: '見積シミュレーターを読み込んでいます',
  loadingBytes: '{total} MB 中 {loaded} MB',
  starting: '起動しています…',
  calculating: '計算しています…',
  done: 'お見積り:{total}。お戻りの目安:{back}。',
  failed: {
    network: '見積シミュレーターを読み込めませんでした。通信環境をご確認ください。料金表は、このページでそのままご覧いただけます。',
    stalled: '見積シミュレーターの読み込みが途中で止まりました。通信環境をご確認ください。料金表は、このページでそのままご覧いただけます。',
    browser: 'お使いのブラウザでは見積シミュレーターをご利用いただけません。料金表は、このページでそのままご覧いただけます。',
    python: '当方の不具合により見積シミュレーターが停止しました。料金表は、このページでそのままご覧いただけます。',
  },
  retry: 'もう一度試す',
}

/** @typedef {typeof EN} Words */

/** Return the words of a language. @param {string} language @returns {Words} */
export function wordsOf(language) {
  return language === 'ja' ? JA : EN
}

/** Return `text` with each {name} replaced. @param {string} text @param {Record<string, unknown>} values */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
}

/** Return a day in words: `Tue 30 June 2026`, `2026年6月30日(火)`. @param {string} iso @param {string} language */
export function dayInWords(iso, language) {
  const { year, month, day, weekday } = parts(iso)
  return language === 'ja'
    ? `${year}年${month}月${day}日(${WEEKDAYS.ja[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]} ${year}`
}

/** Return a day in few signs: `30 June`, `6月30日`. @param {string} iso @param {string} language */
export function dayShort(iso, language) {
  const { month, day } = parts(iso)
  return language === 'ja' ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`
}

/** Return the month of `2026-06` in words: `June`, `6月`. @param {string} batch @param {string} language */
export function monthInWords(batch, language) {
  const month = Number(batch.slice(5, 7))
  return language === 'ja' ? `${month}月` : MONTHS[month - 1]
}

/**
 * Return an amount in smallest units as people write it: `¥3,740`.
 *
 * @param {number} amount
 * @param {{digits: number, written: string}} currency
 */
export function price(amount, { digits, written }) {
  const unit = 10 ** digits
  const size = Math.abs(amount)
  const major = Math.floor(size / unit).toLocaleString('en-US')
  const minor = digits ? `.${String(size % unit).padStart(digits, '0')}` : ''
  return (amount < 0 ? '−' : '') + written.replace('{}', () => major + minor)
}

/**
 * Return a range as people write it; a certain amount reads *from*, as prices are a guide (P4).
 *
 * @param {{low: number, high: number}} span
 * @param {{digits: number, written: string}} currency
 * @param {Words} words
 */
export function span({ low, high }, currency, words) {
  const values = { low: price(low, currency), high: price(high, currency) }
  return filled(low === high ? words.from : words.range, values)
}
