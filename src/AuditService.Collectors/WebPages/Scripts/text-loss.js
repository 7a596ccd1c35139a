// Which elements show only a part of their text in the window as it stands, and on which side it is cut:
// 1 rows cut or lost below or above, 2 words cut at a side, 4 words cut at a side with a sign that tells it, 8 nothing left of a text.
() => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return [];
  const clips = value => value === 'hidden' || value === 'clip';
  const scrolls = value => value === 'auto' || value === 'scroll' || value === 'overlay';
  const pageClips = [document.documentElement, document.body].filter(Boolean).map(element => getComputedStyle(element));
  const pageClipsX = pageClips.some(style => clips(style.overflowX)), pageClipsY = pageClips.every(style => clips(style.overflowY));
  const styles = new Map();
  const styleOf = element => { let style = styles.get(element); if (!style) styles.set(element, style = getComputedStyle(element)); return style; };

  // The window through which the text of an element is seen, and whether it is kept for assistive technology alone.
  const windowOf = element => {
    let left = -Infinity, right = Infinity, top = -Infinity, bottom = Infinity, clipper = null, openX = false, openY = false;
    let awaitsPositioned = false;
    for (let around = element; around && around !== document.body && around !== document.documentElement; around = around.parentElement || (around.getRootNode().host || null)) {
      const style = styleOf(around);
      if (style.clipPath !== 'none' || (style.clip !== 'auto' && style.position !== 'static')) return null;
      const applies = !awaitsPositioned || style.position !== 'static';
      if (applies && style.display !== 'inline' && style.display !== 'contents') {
        const box = around.getBoundingClientRect();
        if ((clips(style.overflowX) || clips(style.overflowY)) && (box.width <= 2 || box.height <= 2)) return null;
        if (scrolls(style.overflowX)) openX = true;
        if (scrolls(style.overflowY)) openY = true;
        if (!openX && clips(style.overflowX)) { const from = box.left + around.clientLeft; if (from + around.clientWidth < right || from > left) clipper = clipper || around; left = Math.max(left, from); right = Math.min(right, from + around.clientWidth); }
        if (!openY && clips(style.overflowY)) { const from = box.top + around.clientTop; if (from + around.clientHeight < bottom || from > top) clipper = clipper || around; top = Math.max(top, from); bottom = Math.min(bottom, from + around.clientHeight); }
      }
      if (applies) awaitsPositioned = style.position === 'absolute';
      if (style.position === 'fixed') break;
    }
    if (!openX && pageClipsX) { left = Math.max(left, 0); right = Math.min(right, document.documentElement.clientWidth); }
    if (!openY && pageClipsY) { top = Math.max(top, -scrollY); bottom = Math.min(bottom, Math.max(innerHeight, document.documentElement.clientHeight)); }
    return { left, right, top, bottom, clipper };
  };

  const found = [];
  const range = document.createRange();
  for (const [number, element] of known.elements.entries()) {
    if (!element.isConnected || element.ownerSVGElement || element.localName === 'option') continue;
    const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
    if (texts.length === 0 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = styleOf(element);
    const size = parseFloat(style.fontSize) || 0;
    if (size < 2 || parseFloat(style.textIndent) <= -500) continue;
    const seen = windowOf(element);
    if (!seen) continue;
    let rows = false, words = false, shown = false, lost = false;
    for (const text of texts) {
      range.selectNodeContents(text);
      for (const box of [...range.getClientRects()].slice(0, 60)) {
        if (box.width < 1 || box.height < 1) continue;
        const height = Math.min(box.bottom, seen.bottom) - Math.max(box.top, seen.top);
        const width = Math.min(box.right, seen.right) - Math.max(box.left, seen.left);
        if (height <= 1 || width <= 1) { if (height <= 1 && width > 1) lost = true; continue; }
        shown = true;
        // Leading around the letters may go: letters take about the font's size of a row.
        const leading = Math.max(0, box.height - size) / 2;
        if (Math.max(0, seen.top - box.top) - leading > size * 0.3 || Math.max(0, box.bottom - seen.bottom) - leading > size * 0.3) rows = true;
        if (box.width - width > Math.max(4, size * 0.5)) words = true;
      }
    }
    if (shown && lost) rows = true;
    const tells = seen.clipper && (getComputedStyle(seen.clipper).textOverflow !== 'clip' || style.textOverflow !== 'clip');
    const kind = shown ? (rows ? 1 : 0) | (words ? (tells ? 4 : 2) : 0) : 8;
    if (kind) found.push([number, kind]);
  }
  return found;
}
