// Draws the numbers of the stops of the keyboard on the page, and takes them away again.
({ stops }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return false;
  if (known.tabOrder) { known.tabOrder.remove(); known.tabOrder = null; }
  if (!stops) return true;
  const layer = document.createElement('div');
  layer.style.cssText = 'all:initial;position:absolute;left:0;top:0;width:0;height:0;z-index:2147483647;pointer-events:none';
  const places = stops.map(number => known.elements[number]).map(element => element && element.isConnected ? element.getBoundingClientRect() : null)
    .map(box => box && box.width > 0 && box.height > 0 ? [box.left + scrollX, box.top + scrollY, box.width, box.height] : null);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.style.cssText = `all:initial;position:absolute;left:0;top:0;width:${document.documentElement.scrollWidth}px;height:${document.documentElement.scrollHeight}px;overflow:visible`;
  const draw = (name, attributes) => { const shape = document.createElementNS('http://www.w3.org/2000/svg', name); for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value); svg.append(shape); return shape; };
  const points = places.filter(Boolean).map(([x, y]) => `${Math.max(10, x)},${Math.max(10, y)}`).join(' ');
  draw('polyline', { points, fill: 'none', stroke: '#c2185b', 'stroke-width': 2, 'stroke-opacity': 0.7 });
  places.forEach((place, index) => {
    if (!place) return;
    const [x, y, width, height] = place;
    draw('rect', { x, y, width, height, fill: 'none', stroke: '#c2185b', 'stroke-width': 1.5 });
    draw('circle', { cx: Math.max(10, x), cy: Math.max(10, y), r: 10, fill: '#c2185b' });
    draw('text', { x: Math.max(10, x), y: Math.max(10, y) + 4, 'text-anchor': 'middle', fill: '#fff', 'font-family': 'sans-serif', 'font-size': 11, 'font-weight': 'bold' }).textContent = String(index + 1);
  });
  layer.append(svg);
  document.documentElement.append(layer);
  known.tabOrder = layer;
  return true;
}
