// Every text twice as large, the window unchanged, as browsers that enlarge text alone do it; called again without a factor it undoes it.
({ factor }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return false;
  if (known.enlarged) {
    for (const [element, style] of known.enlarged) style === null ? element.removeAttribute('style') : element.setAttribute('style', style);
    known.enlarged = null;
  }
  if (!factor) return true;
  const sizes = [];
  for (const element of known.elements) {
    if (!element.isConnected || !element.style || element.ownerSVGElement) continue;
    const style = getComputedStyle(element);
    sizes.push([element, parseFloat(style.fontSize), style.lineHeight.endsWith('px') ? parseFloat(style.lineHeight) : null]);
  }
  known.enlarged = sizes.map(([element]) => [element, element.getAttribute('style')]);
  for (const [element, size, line] of sizes) {
    element.style.setProperty('font-size', `${size * factor}px`, 'important');
    if (line !== null) element.style.setProperty('line-height', `${line * factor}px`, 'important');
  }
  return true;
}
