// Runs before the page's own scripts, in their world: tells of cookies that they write and of calls by which devices are recognised. Given the name of the way to tell.
name => {
  const tell = window[name];
  if (typeof tell !== 'function') return;
  delete window[name];
  const { stringify } = JSON;
  let told = 0;
  const send = (kind, ...data) => { try { if (told++ < 400) tell(stringify([kind, location.hostname, ...data])); } catch { /* the page went away */ } };
  const once = new Set();
  const seen = family => { if (!once.has(family)) { once.add(family); send('call', family); } };
  const wrap = (target, key, before) => {
    try {
      const descriptor = target && Object.getOwnPropertyDescriptor(target, key);
      if (!descriptor || typeof descriptor.value !== 'function') return;
      const original = descriptor.value;
      Object.defineProperty(target, key, { ...descriptor, value: new Proxy(original, { apply(method, self, given) { try { before(self, given); } catch { /* only looking */ } return Reflect.apply(method, self, given); } }) });
    } catch { /* left as it is */ }
  };

  try {
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(Document.prototype, 'cookie', { ...cookie, set(value) { send('cookie', String(value).slice(0, 4096)); return cookie.set.call(this, value); } });
  } catch { /* left as it is */ }
  wrap(window.CookieStore && CookieStore.prototype, 'set', (self, [first, second]) => {
    const given = typeof first === 'object' ? first : { name: first, value: second };
    const expires = given.expires ? `; expires=${new Date(+given.expires).toUTCString()}` : '';
    send('cookie', `${given.name}=${String(given.value).slice(0, 2000)}${given.domain ? `; domain=${given.domain}` : ''}${expires}`);
  });

  // A picture that holds drawn text, is shown nowhere and is read back tells one device from another.
  const written = new WeakSet();
  const canvasOf = context => context && context.canvas;
  for (const kind of [window.CanvasRenderingContext2D, window.OffscreenCanvasRenderingContext2D].filter(Boolean)) {
    for (const method of ['fillText', 'strokeText']) wrap(kind.prototype, method, context => written.add(canvasOf(context)));
    wrap(kind.prototype, 'getImageData', context => { if (written.has(canvasOf(context)) && !canvasOf(context).isConnected) seen('canvas'); });
    const fonts = new Set();
    wrap(kind.prototype, 'measureText', context => { if (fonts.size < 60) fonts.add(context.font); if (fonts.size >= 20) seen('fonts'); });
  }
  for (const method of ['toDataURL', 'toBlob']) wrap(window.HTMLCanvasElement && HTMLCanvasElement.prototype, method, canvas => { if (written.has(canvas) && !canvas.isConnected) seen('canvas'); });
  wrap(window.OffscreenCanvas && OffscreenCanvas.prototype, 'convertToBlob', canvas => { if (written.has(canvas)) seen('canvas'); });
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext].filter(Boolean))
    wrap(kind.prototype, 'getParameter', (context, [parameter]) => { if (parameter === 37445 || parameter === 37446) seen('webgl'); });
  wrap(window.OfflineAudioContext && OfflineAudioContext.prototype, 'startRendering', () => seen('audio'));
  if (window.FontFaceSet) {
    const asked = new Set();
    wrap(FontFaceSet.prototype, 'check', (self, [font]) => { if (asked.size < 60) asked.add(String(font)); if (asked.size >= 20) seen('fonts'); });
  }
  wrap(window.MediaDevices && MediaDevices.prototype, 'enumerateDevices', () => seen('devices'));

  // A sound that stands nowhere in the page and that nobody asked for: told once it is heard, with its length in seconds.
  const heard = new WeakSet();
  wrap(window.HTMLMediaElement && HTMLMediaElement.prototype, 'play', self => {
    if (heard.has(self) || self.isConnected || navigator.userActivation && navigator.userActivation.hasBeenActive) return;
    heard.add(self);
    const tellSound = () => {
      if (self.currentTime < 0.3 || self.paused) return;
      self.removeEventListener('timeupdate', tellSound);
      if (!self.isConnected && !self.muted && self.volume > 0) send('sound', String(self.loop ? Infinity : self.duration));
    };
    self.addEventListener('timeupdate', tellSound);
  });

  // A closed tree hides a banner from everybody but the eye.
  wrap(Element.prototype, 'attachShadow', (self, [given]) => { if (given && given.mode === 'closed') given.mode = 'open'; });
}
