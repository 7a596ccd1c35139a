// How often an animated picture flashes: its frames, drawn small, cell by cell; the largest part of it that flashes more than three times in one second.
// General flash of WCAG 2.1: a pair of opposite changes of relative luminance by a tenth or more, the darker state under 0.80.
async ({ number, bytes, frames: mostFrames, area, images }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (number === null) {
    const mayMove = element => element.localName === 'img' && element.isConnected && /\.(gif|a?png|webp|avif)([?#]|$)|^data:image\/(gif|a?png|webp|avif)/i.test(element.currentSrc)
      && (box => box.width * box.height > area)(element.getBoundingClientRect()) && element.checkVisibility({ visibilityProperty: true });
    return known ? known.elements.filter(mayMove).slice(0, images).map(element => known.numbers.get(element)) : [];
  }
  const element = known && known.elements[number];
  if (!element || !element.isConnected || typeof ImageDecoder === 'undefined') return null;
  const address = element.currentSrc || element.src;
  const answer = await fetch(address, { credentials: 'same-origin' });
  const data = await answer.arrayBuffer();
  const type = (answer.headers.get('content-type') || '').split(';')[0];
  if (!answer.ok || data.byteLength > bytes || !await ImageDecoder.isTypeSupported(type)) return null;
  const decoder = new ImageDecoder({ data, type });
  await decoder.tracks.ready;
  const track = decoder.tracks.selectedTrack;
  if (!track || track.frameCount < 2) return { share: 0 };
  const side = 16;
  const canvas = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  const linear = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  // A short animation goes round again within the second.
  const drawn = [];
  let time = 0;
  for (let index = 0; index < Math.min(track.frameCount, mostFrames); index++) {
    const { image } = await decoder.decode({ frameIndex: index });
    canvas.fillStyle = '#fff';
    canvas.fillRect(0, 0, side, side);
    canvas.drawImage(image, 0, 0, side, side);
    const pixels = canvas.getImageData(0, 0, side, side).data;
    drawn.push({ time, cells: Array.from({ length: side * side }, (_, cell) => 0.2126 * linear(pixels[cell * 4] / 255) + 0.7152 * linear(pixels[cell * 4 + 1] / 255) + 0.0722 * linear(pixels[cell * 4 + 2] / 255)) });
    time += Math.max(0.01, (image.duration || 100000) / 1e6);
    image.close();
  }
  const isWhole = track.frameCount <= mostFrames;
  const rounds = isWhole && track.repetitionCount > 0 ? Math.min(8, 1 + Math.ceil(1 / time)) : 1;
  const swings = Array.from({ length: side * side }, () => ({ last: null, up: null, times: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const frame of drawn) frame.cells.forEach((state, cell) => {
      const seen = swings[cell];
      if (seen.last === null) { seen.last = state; return; }
      if (Math.abs(state - seen.last) < 0.1 || Math.min(state, seen.last) >= 0.8) return;
      if (seen.up !== state > seen.last) { seen.up = state > seen.last; seen.times.push(frame.time + round * time); }
      seen.last = state;
    });
  }
  // Four flashes are eight swings.
  const flashing = swings.filter(({ times }) => times.some((from, at) => times[at + 7] !== undefined && times[at + 7] - from < 1)).length;
  decoder.close();
  return { share: flashing / (side * side) };
}
