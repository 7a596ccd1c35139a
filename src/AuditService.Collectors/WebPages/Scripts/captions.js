// In how many pictures of a video the lower part, where captions stand, shows something like a line of writing: many strong changes between light and dark
// along the same few rows. Tells how many pictures were seen, and how many of them show it; null when the video cannot be read.
async ({ number, pictures, milliseconds }) => {
  const known = window[Symbol.for('audit.numbers')];
  const element = known && known.elements[number];
  const isData = element && element.currentSrc && element.currentSrc.startsWith('data:');
  if (!element || !element.currentSrc || !isData && new URL(element.currentSrc).origin !== location.origin) return null;
  const width = 480, rowsOfLine = 8, fewestEdges = 7, strong = 90;
  const until = performance.now() + milliseconds;
  const video = document.createElement('video');
  const once = (event, most) => new Promise(resolve => { const end = setTimeout(() => resolve(false), most); video.addEventListener(event, () => { clearTimeout(end); resolve(true); }, { once: true }); });
  try {
    video.muted = true;
    video.preload = 'auto';
    const loaded = once('loadeddata', milliseconds / 2);
    video.src = element.currentSrc;
    if (!await loaded || !(video.videoWidth > 0) || !(video.duration > 0)) return null;
    const height = Math.round(width * video.videoHeight / video.videoWidth), top = Math.round(height * 0.55);
    const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    let seen = 0, written = 0;
    for (let index = 0; index < pictures && performance.now() < until; index++) {
      const sought = once('seeked', Math.max(1, until - performance.now()));
      video.currentTime = video.duration * (index + 0.5) / pictures;
      if (!await sought) break;
      canvas.drawImage(video, 0, 0, width, height);
      const data = canvas.getImageData(0, top, width, height - top).data;
      const light = at => 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
      const edges = [];
      for (let y = 0; y < height - top; y++) {
        let count = 0, sign = 0;
        for (let x = 2; x < width; x++) {
          const at = (y * width + x) * 4, change = light(at) - light(at - 8), now = change > strong ? 1 : change < -strong ? -1 : 0;
          if (now !== 0 && now !== sign) { count++; sign = now; }
        }
        edges.push(count);
      }
      seen++;
      for (let y = 0; y + rowsOfLine <= edges.length; y++) {
        if (edges.slice(y, y + rowsOfLine).reduce((sum, count) => sum + count, 0) >= fewestEdges * rowsOfLine) { written++; break; }
      }
    }
    return { seen, written };
  } catch { return null; } finally { video.removeAttribute('src'); video.load(); }
}
