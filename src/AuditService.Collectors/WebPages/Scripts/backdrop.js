// The colours behind a text that no style sheet tells: "hide" makes the letters transparent and gives their places; "measure" reads a picture of them.
async ({ step, number, picture, originX, originY, required }) => {
  const known = window[Symbol.for('audit.numbers')];
  const element = known && known.elements[number];
  if (!element || !element.isConnected) return null;
  if (step === 'hide') {
    const style = getComputedStyle(element);
    if (style.backgroundClip.includes('text') || parseFloat(style.webkitTextStrokeWidth) > 0 || style.mixBlendMode !== 'normal') return null;
    const range = document.createRange();
    const boxes = [];
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2 && boxes.length < 30) boxes.push([box.left + scrollX, box.top + scrollY, box.width, box.height]);
    }
    if (boxes.length === 0) return null;
    known.backdrop = { style: element.getAttribute('style'), color: style.webkitTextFillColor || style.color, boxes, opacity: parseFloat(style.opacity) };
    element.style.setProperty('-webkit-text-fill-color', 'transparent', 'important');
    element.style.setProperty('text-shadow', 'none', 'important');
    element.style.setProperty('transition', 'none', 'important');
    const left = Math.min(...boxes.map(box => box[0])), top = Math.min(...boxes.map(box => box[1]));
    return { x: left, y: top, width: Math.min(1200, Math.max(...boxes.map(box => box[0] + box[2])) - left), height: Math.min(600, Math.max(...boxes.map(box => box[1] + box[3])) - top) };
  }
  const { style, color, boxes } = known.backdrop;
  if (style === null) element.removeAttribute('style'); else element.setAttribute('style', style);
  if (!picture) return null;
  const channels = /rgba?\(([\d.]+),?\s*([\d.]+),?\s*([\d.]+)(?:[,/\s]+([\d.]+))?\)/.exec(color);
  if (!channels) return null;
  const [r, g, b, a] = [1, 2, 3].map(i => parseFloat(channels[i])).concat(channels[4] === undefined ? 1 : parseFloat(channels[4]));
  const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const linear = value => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const luminance = (red, green, blue) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  let below = 0, all = 0, worst = Infinity, behind = null;
  for (const [x, y, width, height] of boxes) {
    const left = Math.max(0, Math.round(x - originX)), top = Math.max(0, Math.round(y - originY));
    const wide = Math.min(bitmap.width - left, Math.round(width)), high = Math.min(bitmap.height - top, Math.round(height));
    if (wide < 1 || high < 1) continue;
    const data = context.getImageData(left, top, wide, high).data;
    for (let i = 0; i < data.length; i += 4 * 3) {
      const back = [data[i], data[i + 1], data[i + 2]];
      const front = luminance(r * a + back[0] * (1 - a), g * a + back[1] * (1 - a), b * a + back[2] * (1 - a)), rear = luminance(...back);
      const ratio = (Math.max(front, rear) + 0.05) / (Math.min(front, rear) + 0.05);
      all++;
      if (ratio < required) below++;
      if (ratio < worst) { worst = ratio; behind = back; }
    }
  }
  if (all === 0) return null;
  const hex = values => '#' + values.map(value => Math.round(value).toString(16).padStart(2, '0')).join('');
  return { share: below / all, worst: Math.round(worst * 100) / 100, text: hex([r, g, b]), behind: hex(behind) };
}
