// How often videos and canvases flash while they are watched, drawn small, cell by cell: the largest part of each that flashes more than three times in one second.
// General flash of WCAG 2.1: a pair of opposite changes of relative luminance by a tenth or more, the darker state under 0.80. Videos are played apart, without sound.
async ({ area, pictures, milliseconds }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return [];
  const isLarge = box => box.width * box.height > area;
  const concerned = known.elements.filter(element => ['canvas', 'video'].includes(element.localName) && element.isConnected && isLarge(element.getBoundingClientRect()) && element.checkVisibility({ visibilityProperty: true })).slice(0, pictures);
  if (concerned.length === 0) return [];
  const side = 16;
  const linear = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const watched = [];
  for (const element of concerned) {
    let picture = element;
    if (element.localName === 'video') {
      if (!element.currentSrc || !element.currentSrc.startsWith('data:') && new URL(element.currentSrc).origin !== location.origin) continue;
      picture = document.createElement('video');
      picture.muted = true;
      picture.src = element.currentSrc;
      try { await Promise.race([picture.play(), new Promise((_, fail) => setTimeout(fail, milliseconds))]); } catch { continue; }
    }
    watched.push({ number: known.numbers.get(element), picture, canvas: new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true }), swings: Array.from({ length: side * side }, () => ({ last: null, up: null, times: [] })) });
  }
  const until = performance.now() + milliseconds;
  while (watched.length > 0 && performance.now() < until) {
    await new Promise(resolve => { requestAnimationFrame(resolve); setTimeout(resolve, 50); });
    const now = performance.now();
    for (const each of watched) {
      if (each.unreadable) continue;
      try {
        each.canvas.fillStyle = '#fff';
        each.canvas.fillRect(0, 0, side, side);
        each.canvas.drawImage(each.picture, 0, 0, side, side);
        const pixels = each.canvas.getImageData(0, 0, side, side).data;
        each.swings.forEach((seen, cell) => {
          const state = 0.2126 * linear(pixels[cell * 4] / 255) + 0.7152 * linear(pixels[cell * 4 + 1] / 255) + 0.0722 * linear(pixels[cell * 4 + 2] / 255);
          if (seen.last === null) { seen.last = state; return; }
          if (Math.abs(state - seen.last) < 0.1 || Math.min(state, seen.last) >= 0.8) return;
          if (seen.up !== state > seen.last) { seen.up = state > seen.last; seen.times.push(now); }
          seen.last = state;
        });
      } catch { each.unreadable = true; /* pixels of another origin */ }
    }
  }
  for (const { picture } of watched) if (!picture.isConnected && picture.localName === 'video') { picture.removeAttribute('src'); picture.load(); }
  // Four flashes are eight swings.
  return watched.filter(({ unreadable }) => !unreadable).map(({ number, swings }) => [number, swings.filter(({ times }) => times.some((from, at) => times[at + 7] !== undefined && times[at + 7] - from < 1000)).length / (side * side)]);
}
