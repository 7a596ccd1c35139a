// A link within the page among the first stops of the keyboard: whether it is in sight once it has the focus, and where the keyboard is once it was followed.
({ step }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return null;
  const activeElement = () => {
    let active = document.activeElement;
    while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
    return !active || active === document.body || active === document.documentElement ? null : active;
  };
  if (step === 'start') {
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    scrollTo({ left: 0, top: 0, behavior: 'instant' });
    return true;
  }
  const active = activeElement();
  if (step === 'look') {
    if (!active) return null;
    // What slides or fades in is looked at once it is there.
    for (const animation of document.getAnimations()) try { animation.finish(); } catch { /* one without an end */ }
    const fragment = active.localName === 'a' && (active.getAttribute('href') || '').startsWith('#') ? decodeURIComponent(active.getAttribute('href').slice(1)) : '';
    const target = fragment ? document.getElementById(fragment) || document.querySelector(`a[name="${CSS.escape(fragment)}"]`) : null;
    if (!target) return { number: null, seen: null };
    const style = getComputedStyle(active);
    const box = active.getBoundingClientRect();
    const clipped = /^rect\((0px|1px|auto),? (0px|1px|auto),? (0px|1px|auto),? (0px|1px|auto)\)$/.test(style.clip) && style.clip !== 'rect(auto, auto, auto, auto)' && style.position !== 'static' || /^inset\((50|100)%/.test(style.clipPath);
    known.skipped = { link: active, target };
    return {
      number: known.numbers.has(active) ? known.numbers.get(active) : null,
      seen: active.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !clipped && box.width > 2 && box.height > 2 && box.right > 1 && box.bottom > 1 && box.left < innerWidth - 1 && box.top < innerHeight - 1
    };
  }
  // Inside the target, after it, or beyond the page: the keyboard went on from there. An order of its own (positive tabindex) tells nothing.
  const { link, target } = known.skipped;
  if (document.querySelector('[tabindex]') && [...document.querySelectorAll('[tabindex]')].some(element => element.tabIndex > 0)) return null;
  if (!target.isConnected || !link.isConnected) return null;
  if (!active || active === target || target.contains(active)) return true;
  // Where nothing from the target on takes the focus, the keyboard leaves the page and comes back to its beginning: no sign of a fault.
  const isFrom = element => element === target || (target.compareDocumentPosition(element) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) !== 0;
  const takesFocus = element => element.shadowRoot || element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true });
  if (![...document.querySelectorAll('*')].some(element => isFrom(element) && takesFocus(element))) return null;
  return active !== link && isFrom(document.activeElement);
}
