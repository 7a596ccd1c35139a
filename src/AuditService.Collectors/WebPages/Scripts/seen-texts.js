// Numbers of the elements that show a text or a control of their own, and the directions in which they are turned (quarter turns of the page's own doing).
() => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return { shown: [], turned: [] };
  const shown = [], turned = [];
  const turnOf = element => {
    const transform = getComputedStyle(element).transform, rotate = getComputedStyle(element).rotate;
    const matrix = transform !== 'none' ? new DOMMatrixReadOnly(transform) : new DOMMatrixReadOnly();
    const own = Math.atan2(matrix.b, matrix.a) * 180 / Math.PI;
    const extra = /(-?[\d.]+)(deg|rad|turn|grad)$/.exec(rotate);
    const factor = { deg: 1, rad: 180 / Math.PI, turn: 360, grad: 0.9 };
    return Math.round(own + (extra ? parseFloat(extra[1]) * factor[extra[2]] : 0));
  };
  for (const [number, element] of known.elements.entries()) {
    if (!element.isConnected || !(element instanceof HTMLElement)) continue;
    const turn = turnOf(element);
    if (turn % 360 !== 0) turned.push([number, ((turn % 360) + 360) % 360]);
    const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const isControl = ['input', 'select', 'textarea', 'button'].includes(element.localName) && element.type !== 'hidden';
    if (!hasText && !isControl || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (box.width >= 2 && box.height >= 2 && box.right + scrollX > 0 && box.bottom + scrollY > 0) shown.push(number);
  }
  return { shown, turned: turned.slice(0, 500) };
}
