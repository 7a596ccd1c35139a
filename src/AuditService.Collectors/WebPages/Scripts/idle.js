// Watches what changes by itself: "start" begins, "end" tells which elements changed, when (milliseconds since the start), and which animations run on.
({ step }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return { changes: [], animations: [] };
  if (step === 'start') {
    const changes = new Map();
    const started = performance.now();
    const note = node => {
      const element = node.nodeType === 1 ? node : node.parentElement;
      if (!element) return;
      let times = changes.get(element);
      if (!times) { if (changes.size >= 500) return; changes.set(element, times = []); }
      if (times.length < 60) times.push(Math.round(performance.now() - started));
    };
    const observer = new MutationObserver(records => records.forEach(record => note(record.target)));
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['style', 'src', 'srcset', 'transform', 'd', 'x', 'y', 'cx', 'cy', 'class'] });
    known.idle = { changes, observer };
    return null;
  }
  const { changes, observer } = known.idle || { changes: new Map(), observer: null };
  if (observer) observer.disconnect();
  const numberOf = element => { for (let around = element; around; around = around.parentElement) if (known.numbers.has(around)) return known.numbers.get(around); return null; };
  const isSeen = element => {
    if (!element.isConnected || !element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width >= 2 && box.height >= 2;
  };
  const still = /^(composite|easing|offset|computedOffset)$/;
  const animations = document.getAnimations().filter(animation => animation.playState === 'running' && animation.effect && animation.effect.target && isSeen(animation.effect.target)).slice(0, 200).map(animation => {
    const timing = animation.effect.getComputedTiming();
    const frames = animation.effect.getKeyframes();
    const properties = [...new Set(frames.flatMap(frame => Object.keys(frame)))].filter(name => !still.test(name) && new Set(frames.map(frame => frame[name])).size > 1);
    return [numberOf(animation.effect.target), timing.endTime === Infinity ? null : timing.endTime, typeof timing.duration === 'number' ? timing.duration : 0, properties];
  }).filter(([number, , , properties]) => number !== null && properties.length > 0);
  return { changes: [...changes].filter(([element]) => isSeen(element)).map(([element, times]) => [numberOf(element), times]).filter(([number]) => number !== null), animations };
}
