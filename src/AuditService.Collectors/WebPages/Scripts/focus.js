// After each press of Tab: which element has the focus, and whether the one that had it before looks different without it.
() => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return null;
  const properties = ['boxShadow', 'backgroundColor', 'backgroundImage', 'color', 'textDecorationLine', 'textDecorationColor', 'textDecorationStyle',
    'textDecorationThickness', 'borderTopColor', 'borderBottomColor', 'borderLeftColor', 'borderRightColor', 'borderTopWidth', 'borderBottomWidth', 'borderTopStyle', 'borderBottomStyle', 'opacity', 'transform', 'filter',
    'fontWeight', 'visibility', 'display', 'clip', 'clipPath', 'left', 'top', 'width', 'height', 'textShadow', 'fill', 'stroke', 'strokeWidth', 'content'];
  // The width and colour of an outline that is not drawn may change unseen.
  const outline = style => style.outlineStyle === 'none' || style.outlineWidth === '0px' ? '' : [style.outlineStyle, style.outlineWidth, style.outlineColor, style.outlineOffset].join(' ');
  const look = (element, part) => { const style = getComputedStyle(element, part); return outline(style) + properties.map(name => style[name]).join('|'); };
  const around = element => {
    const list = [element];
    for (let parent = element.parentElement, i = 0; parent && i < 4; parent = parent.parentElement, i++) list.push(parent);
    list.push(...[...element.querySelectorAll('*')].slice(0, 25));
    for (const sibling of [element.nextElementSibling, element.previousElementSibling]) if (sibling) list.push(sibling, ...[...sibling.querySelectorAll('*')].slice(0, 10));
    return list;
  };
  const portrait = list => list.map(element => look(element) + look(element, '::before') + look(element, '::after')).join('\n');

  // A change that comes gradually is looked at once it is there.
  known.portrait = list => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) try { animation.finish(); } catch { /* one that cannot end */ }
    return portrait(list);
  };
  // Made of several controls that the browser draws: the keyboard goes through each of them while the element keeps the focus.
  const hasStops = element => ['audio', 'video'].includes(element.localName) || (element.localName === 'input' && ['date', 'datetime-local', 'month', 'time', 'week'].includes(element.type));

  let active = document.activeElement;
  while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
  const isElsewhere = !active || active === document.body || active === document.documentElement;
  let changed = null;
  const previous = known.previous;
  if (previous && previous.element !== active) {
    changed = previous.element.isConnected ? known.portrait(previous.list) !== previous.look : null;
  }
  const before = previous ? previous.number : null;
  if (isElsewhere) known.previous = null;
  else if (!previous || previous.element !== active) {
    const list = around(active);
    known.previous = { element: active, list, look: known.portrait(list), number: known.numbers.has(active) ? known.numbers.get(active) : null };
  }
  return { number: isElsewhere || !known.numbers.has(active) ? null : known.numbers.get(active), isElsewhere, isFrame: !isElsewhere && ['iframe', 'frame', 'object', 'embed'].includes(active.localName), hasStops: !isElsewhere && hasStops(active), previous: before, changed };
}
