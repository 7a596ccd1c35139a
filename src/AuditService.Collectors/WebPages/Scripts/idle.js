// Watches what changes by itself: "start" begins, "end" tells which elements changed, when (milliseconds since the start), and which animations run on.
({ step }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return { changes: [], animations: [] };
  // General flash of WCAG 2.1: pairs of opposite changes of relative luminance by a tenth or more, the darker state under 0.80.
  const canvas = document.createElement('canvas').getContext('2d');
  const luminance = (colour, behind) => {
    canvas.fillStyle = '#000';
    canvas.fillStyle = colour;
    const rgba = canvas.fillStyle.startsWith('#') ? [1, 3, 5].map(at => parseInt(canvas.fillStyle.slice(at, at + 2), 16)).concat(1) : (canvas.fillStyle.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    const own = rgba.slice(0, 3).map(value => value / 255).map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return rgba[3] * (0.2126 * own[0] + 0.7152 * own[1] + 0.0722 * own[2]) + (1 - rgba[3]) * behind;
  };
  const behindOf = element => { for (let around = element.parentElement; around; around = around.parentElement) { const colour = getComputedStyle(around).backgroundColor; if (colour !== 'rgba(0, 0, 0, 0)') return luminance(colour, 1); } return 1; };
  // What an element shows of itself, between what is behind it and its own background.
  const drawnAs = element => {
    const behind = behindOf(element);
    if (!element.checkVisibility({ visibilityProperty: true })) return behind;
    const style = getComputedStyle(element), opacity = Number(style.opacity);
    return opacity * luminance(style.backgroundColor, behind) + (1 - opacity) * behind;
  };
  if (step === 'start') {
    const changes = new Map();
    const started = performance.now();
    let samples = 0;
    // What only changes its words is updated, and moves nothing.
    const moves = record => record.type === 'attributes' || [...record.addedNodes].some(node => node.nodeType === 1);
    const note = (node, isMovement) => {
      const element = node.nodeType === 1 ? node : node.parentElement;
      if (!element) return;
      let times = changes.get(element);
      if (!times) { if (changes.size >= 500) return; changes.set(element, times = []); }
      if (isMovement) times.isMovement = true;
      if (isMovement && node === element && times.length < 60 && samples < 2000) {
        const state = drawnAs(element);
        samples++;
        const swings = times.swings = times.swings || { last: state, up: null, at: [] };
        if (Math.abs(state - swings.last) >= 0.1 && Math.min(state, swings.last) < 0.8) {
          if (swings.up !== state > swings.last) { swings.up = state > swings.last; swings.at.push(performance.now()); }
          swings.last = state;
        }
      }
      // What changes all the time keeps its first moments and its last.
      if (times.length < 60) times.push(Math.round(performance.now() - started));
      else times[times.length - 1] = Math.round(performance.now() - started);
    };
    // What is written anew as it was changes nothing to see.
    const drawnAgain = nodes => [...nodes].map(node => node.nodeType === 1 ? node.outerHTML : node.data).join('');
    const isSame = record => record.type === 'childList' && record.addedNodes.length > 0 && record.removedNodes.length > 0 && drawnAgain(record.addedNodes) === drawnAgain(record.removedNodes);
    const observer = new MutationObserver(records => records.forEach(record => isSame(record) || note(record.target, moves(record))));
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['style', 'src', 'srcset', 'transform', 'd', 'x', 'y', 'cx', 'cy', 'class'] });
    known.idle = { changes, observer };
    return null;
  }
  const { changes, observer } = known.idle || { changes: new Map(), observer: null };
  if (observer) observer.disconnect();
  const numberOf = element => { for (let around = element; around; around = around.parentElement) if (known.numbers.has(around)) return known.numbers.get(around); return null; };
  // What blinks may be in the moment at which it is not shown.
  const isSeen = (element, blinks = false) => {
    if (!element.isConnected || !element.checkVisibility({ opacityProperty: false, visibilityProperty: !blinks })) return false;
    const box = element.getBoundingClientRect();
    return box.width >= 2 && box.height >= 2;
  };
  const flashesOf = (element, frames, timing) => {
    if (!(timing.duration > 0)) return 0;
    const behind = behindOf(element);
    const own = getComputedStyle(element).backgroundColor;
    const states = frames.map(frame => { const drawn = luminance(frame.backgroundColor || own, behind); return frame.opacity === undefined ? drawn : Number(frame.opacity) * drawn + (1 - Number(frame.opacity)) * behind; });
    if (states.length < 2 || states.some(state => !Number.isFinite(state))) return 0;
    const round = /alternate/.test(timing.direction) ? [...states, ...states.slice(0, -1).reverse()] : [...states, states[0]];
    let swings = 0, last = round[0], up = null;
    for (const state of round) {
      if (Math.abs(state - last) < 0.1 || Math.min(state, last) >= 0.8) continue;
      if (up !== state > last) { swings++; up = state > last; }
      last = state;
    }
    return swings / 2 / (timing.duration * (/alternate/.test(timing.direction) ? 2 : 1) / 1000);
  };
  // Four flashes are eight swings.
  const flashes = swings => !!swings && swings.at.some((from, at) => swings.at[at + 7] !== undefined && swings.at[at + 7] - from < 1000);
  const still = /^(composite|easing|offset|computedOffset)$/;
  const animations = document.getAnimations().filter(animation => animation.playState === 'running' && animation.effect && animation.effect.target && isSeen(animation.effect.target, animation.effect.getKeyframes().some(frame => frame.visibility !== undefined))).slice(0, 200).map(animation => {
    const timing = animation.effect.getComputedTiming();
    const frames = animation.effect.getKeyframes();
    const properties = [...new Set(frames.flatMap(frame => Object.keys(frame)))].filter(name => !still.test(name) && new Set(frames.map(frame => frame[name])).size > 1);
    return [numberOf(animation.effect.target), timing.endTime === Infinity ? null : timing.endTime, typeof timing.duration === 'number' ? timing.duration : 0, properties, flashesOf(animation.effect.target, frames, timing), (box => box.width * box.height)(animation.effect.target.getBoundingClientRect())];
  }).filter(([number, , , properties]) => number !== null && properties.length > 0);
  return { changes: [...changes].filter(([element]) => isSeen(element)).map(([element, times]) => [numberOf(element), times, times.isMovement === true, flashes(times.swings), (box => box.width * box.height)(element.getBoundingClientRect())]).filter(([number]) => number !== null), animations };
}
