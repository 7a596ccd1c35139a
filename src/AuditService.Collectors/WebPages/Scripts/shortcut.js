// Whether anything changed since the last call: content, the place of the focus, or how far the page is scrolled.
({ step }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return false;
  if (step === 'start') {
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    const state = { count: 0, focus: document.activeElement, scroll: scrollY };
    state.observer = new MutationObserver(records => { state.count += records.length; });
    state.observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    known.shortcut = state;
    return false;
  }
  const state = known.shortcut;
  if (!state) return false;
  state.count += state.observer.takeRecords().length;
  const changed = state.count > 0 || document.activeElement !== state.focus;
  state.count = 0;
  if (document.activeElement !== state.focus) { document.activeElement.blur(); state.focus = document.activeElement; }
  if (step === 'end') { state.observer.disconnect(); known.shortcut = null; }
  return changed;
}
