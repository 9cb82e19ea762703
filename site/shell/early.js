// @ts-check
// Inline in the head of the page, as its first script.  Until the page's own script has started, form and answer are
// not shown, as they may be to another choice or of another day (styles.css); where it cannot start, this one says so.
// Nothing here is newer than ES2015, so that older browsers can say it too.
{
  const root = document.documentElement

  /** Say that the page's own script has not started, and hide the answer where it is not for what is chosen. */
  const report = () => {
    const [data, status, form] = ['data', 'status', 'form'].map(name => document.getElementById(`estimate-${name}`))
    if ('estimator' in root.dataset || !data || !status || !form) return
    const sentence = document.createElement('p')
    sentence.id = 'estimate-failed'
    sentence.className = 'estimator-failed'
    sentence.textContent = JSON.parse(String(data.textContent)).texts['failed-browser']
    status.appendChild(sentence)
    root.dataset.estimator = 'failed'
    if (/[#&;]piece=|^#what=/.test(location.hash)) hideAnswer()
    for (const change of ['change', 'input']) form.addEventListener(change, hideAnswer)
  }

  const hideAnswer = () => {
    for (const name of ['answer', 'example']) {
      const place = document.getElementById(`estimate-${name}`)
      if (place) place.hidden = true
    }
  }

  root.dataset.answeredBy = 'none'
  addEventListener('load', report)
}
