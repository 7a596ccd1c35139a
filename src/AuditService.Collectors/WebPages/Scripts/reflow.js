// In a narrow window: how wide the content is, and which elements stand out, kinds that need two dimensions left out.
({ width }) => {
  const known = window[Symbol.for('audit.numbers')];
  const scrollWidth = document.documentElement.scrollWidth;
  if (!known) return { scrollWidth, offenders: [], scrolling: [] };
  const exempt = 'img, svg, canvas, video, iframe, object, embed, table, math, map, pre, [role=img], [role=table], [role=grid], [role=toolbar], [role=application]';
  const isClipped = element => {
    for (let parent = element.parentElement; parent && parent !== document.documentElement && parent !== document.body; parent = parent.parentElement)
      if (getComputedStyle(parent).overflowX !== 'visible') return true;
    return false;
  };
  // Texts that a part of the page makes scroll sideways, or cuts at its edge; what lies out of it as a whole comes by another way.
  const says = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim().length >= 20);
  const keeper = element => { for (let around = element.parentElement; around && around !== document.body && around !== document.documentElement; around = around.parentElement) if (getComputedStyle(around).overflowX !== 'visible') return around; return null; };
  const scrolling = known.elements.filter(element => {
    if (!element.isConnected || !says(element) || element.closest(exempt) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    const around = keeper(element);
    if (!around || box.height < 2 || getComputedStyle(element).textOverflow === 'ellipsis') return false;
    const edge = around.getBoundingClientRect();
    return edge.width > 100 && box.left < edge.right - 20 && box.right > edge.right + 20 && box.left >= edge.left - 20;
  });
  const offenders = scrollWidth <= width ? [] : known.elements.filter(element => {
    if (!element.isConnected || element.closest(exempt) || element.querySelector(exempt) || !element.checkVisibility({ visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    const right = Math.max(box.right, getComputedStyle(element).overflowX === 'visible' ? box.left + element.scrollWidth : 0) + scrollX;
    if (right <= width + 1 || box.width < 2 || box.height < 2) return false;
    const hasOwnText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const isControl = ['input', 'select', 'textarea', 'button'].includes(element.localName);
    return (hasOwnText || isControl) && !isClipped(element);
  });
  return { scrollWidth, offenders: offenders.slice(0, 20).map(element => known.numbers.get(element)), scrolling: scrolling.slice(0, 20).map(element => known.numbers.get(element)) };
}
