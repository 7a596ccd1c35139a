// In a narrow window: how wide the content is, and which elements stand out, kinds that need two dimensions left out.
({ width }) => {
  const known = window[Symbol.for('audit.numbers')];
  const scrollWidth = document.documentElement.scrollWidth;
  if (!known || scrollWidth <= width) return { scrollWidth, offenders: [] };
  const exempt = 'img, svg, canvas, video, iframe, object, embed, table, math, map, pre, [role=img], [role=table], [role=grid], [role=toolbar], [role=application]';
  const isClipped = element => {
    for (let parent = element.parentElement; parent && parent !== document.documentElement && parent !== document.body; parent = parent.parentElement)
      if (getComputedStyle(parent).overflowX !== 'visible') return true;
    return false;
  };
  const offenders = known.elements.filter(element => {
    if (!element.isConnected || element.closest(exempt) || element.querySelector(exempt) || !element.checkVisibility({ visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    const right = Math.max(box.right, getComputedStyle(element).overflowX === 'visible' ? box.left + element.scrollWidth : 0) + scrollX;
    if (right <= width + 1 || box.width < 2 || box.height < 2) return false;
    const hasOwnText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const isControl = ['input', 'select', 'textarea', 'button'].includes(element.localName);
    return (hasOwnText || isControl) && !isClipped(element);
  });
  return { scrollWidth, offenders: offenders.slice(0, 20).map(element => known.numbers.get(element)) };
}
