// Runs axe-core, then copies the document with a number on every element, and notes how each element is drawn.
// One call, one JSON text: what it returns describes one moment of the page.
async ({ rules, french, maximumElements, maximumRules, frames }) => {
  if (!document.documentElement) throw new Error('no document element');
  const mostNodes = 500;
  const round = value => Math.round(value * 10) / 10;

  // axe speaks one language at a time: each message is told again, in French, from the template and the data that made it. Nothing but plain
  // texts: axe compiles its other templates, which a page's content security policy may forbid and report.
  const messageOf = (messages, part) => {
    try { return axe.utils.processMessage(messages, part.data); } catch { return null; }
  };
  const retell = run => {
    const results = [...run.violations, ...run.incomplete];
    if (results.length === 0) return;
    const spoken = JSON.parse(french);
    for (const result of results) for (const node of result.nodes.slice(0, mostNodes)) for (const part of [...node.any, ...node.all, ...node.none]) {
      const own = (axe._audit.data.checks[part.id] || {}).messages || {};
      const template = ['fail', 'pass', 'incomplete'].find(name => own[name] && messageOf(own[name], part) === part.message);
      const theirs = template && (spoken.checks[part.id] || {})[template];
      const message = theirs && messageOf(template === 'incomplete' && typeof own.incomplete === 'object' ? { ...own.incomplete, ...theirs } : theirs, part);
      part.french = message && message !== part.message ? message : spoken.rules[result.id] || result.help || part.message;
    }
  };

  const said = (node, text) => [...new Set([...node.any, ...node.all, ...node.none].map(text))].join('; ').slice(0, 300);

  const axeNode = node => {
    const check = [...node.any, ...node.all, ...node.none][0] || {};
    const data = check.data && check.data.contrastRatio !== undefined ? check.data : null;
    return {
      element: node.element || null,
      html: String(node.html || '').slice(0, 300),
      message: said(node, part => part.message),
      frenchMessage: said(node, part => part.french),
      contrast: data && {
        foreground: data.fgColor || null, background: data.bgColor || null, ratio: data.contrastRatio || null,
        fontSize: parseFloat(((data.fontSize || '').match(/\(([\d.]+)px\)/) || [])[1] || '0'), isBold: data.fontWeight === 'bold',
        expected: parseFloat(data.expectedContrastRatio || '0')
      }
    };
  };

  // What fades or slides in is looked at as it will stand; what moves for long goes on afterwards as before.
  const longMovement = 5000;
  const resumed = [];
  for (const animation of document.getAnimations()) {
    try {
      const end = animation.effect ? animation.effect.getComputedTiming().endTime : Infinity;
      if (animation.playState !== 'running' || !Number.isFinite(end)) continue;
      if (end > longMovement) resumed.push([animation, animation.currentTime]);
      animation.finish();
    } catch { /* one that cannot end */ }
  }

  // How texts of too little contrast are drawn when they are measured, for a later look to tell whether they stay so.
  const drawing = element => {
    const parts = [getComputedStyle(element).color];
    for (let around = element; around; around = around.parentElement) { const style = getComputedStyle(around); parts.push(style.backgroundColor, style.opacity); }
    return parts.join('|');
  };
  const drawn = new Map();
  // True where the text has another colour already than the one that was measured.
  const isRecoloured = (element, measured) => {
    const colour = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(getComputedStyle(element).color);
    if (!colour || !measured || !measured.fgColor) return false;
    for (let around = element; around; around = around.parentElement) if (getComputedStyle(around).opacity !== '1') return false;
    return '#' + colour.slice(1).map(part => Number(part).toString(16).padStart(2, '0')).join('') !== measured.fgColor;
  };
  let axeResult = { version: '', rules: [], failure: null };
  try {
    const known = new Set(axe.getRules().map(rule => rule.ruleId));
    const run = await axe.run(document, {
      runOnly: { type: 'rule', values: rules.filter(rule => known.has(rule)) },
      elementRef: true, selectors: false, iframes: frames, resultTypes: ['violations', 'incomplete'], frameWaitTime: 4000
    });
    for (const result of run.violations) if (result.id === 'color-contrast') for (const node of result.nodes.slice(0, mostNodes))
      if (node.element) drawn.set(node.element, isRecoloured(node.element, node.any[0] && node.any[0].data) ? '' : drawing(node.element));
    retell(run);
    const byRule = new Map();
    const entry = result => {
      if (!byRule.has(result.id)) byRule.set(result.id, { rule: result.id, impact: null, violations: [], incomplete: [] });
      const known = byRule.get(result.id);
      known.impact = result.impact || known.impact;
      return known;
    };
    run.violations.forEach(result => entry(result).violations.push(...result.nodes.slice(0, mostNodes).map(axeNode)));
    run.incomplete.forEach(result => entry(result).incomplete.push(...result.nodes.slice(0, mostNodes).map(axeNode)));
    axeResult = { version: run.testEngine.version, rules: [...byRule.values()], failure: null };
  } catch (error) {
    axeResult.failure = String(error).slice(0, 300);
  }

  const numbers = new Map();
  const elements = [];
  const inert = document.implementation.createHTMLDocument('');
  let leftOut = 0;

  const childrenOf = node => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.localName === 'slot' && node.getRootNode() !== document) {
      const assigned = node.assignedNodes();
      if (assigned.length > 0) return assigned;
    }
    return node.childNodes;
  };

  const copy = root => {
    const rootCopy = inert.importNode(root, false);
    const stack = [[root, rootCopy]];
    while (stack.length > 0) {
      const [node, target] = stack.pop();
      const number = elements.length;
      elements.push(node);
      numbers.set(node, number);
      target.setAttribute('data-audit-n', String(number));
      const tree = node.getRootNode();
      if (tree !== document) target.setAttribute('data-audit-shadow', tree.host && numbers.has(tree.host) ? String(numbers.get(tree.host)) : '');
      if (node.localName === 'noscript' || node.localName === 'template') continue;
      const later = [];
      for (const child of childrenOf(node)) {
        if (child.nodeType === 3) target.append(inert.createTextNode(child.data));
        else if (child.nodeType === 1) {
          if (elements.length + stack.length + later.length >= maximumElements) { leftOut++; continue; }
          const childCopy = inert.importNode(child, false);
          target.append(childCopy);
          later.push([child, childCopy]);
        }
      }
      stack.push(...later.reverse());
    }
    return rootCopy;
  };
  const copied = copy(document.documentElement);

  const styleRules = [];
  let unreadable = 0;
  const readRules = (rules, media, parent) => {
    for (const rule of rules) {
      if (styleRules.length >= maximumRules) { unreadable++; return; }
      if (rule.selectorText !== undefined && rule.style) {
        const selector = parent ? rule.selectorText.split(',').map(part => part.includes('&') ? part.replaceAll('&', parent) : `${parent} ${part}`).join(',') : rule.selectorText;
        styleRules.push([selector, rule.style.cssText, media]);
        if (rule.cssRules && rule.cssRules.length) readRules(rule.cssRules, media, selector);
      } else if (rule instanceof CSSKeyframesRule) styleRules.push([`@keyframes ${rule.name}`, '', media]);
      else if (rule instanceof CSSImportRule) readSheet(rule.styleSheet, media);
      else if (rule.cssRules) {
        const condition = rule instanceof CSSMediaRule ? rule.conditionText : rule.constructor.name === 'CSSContainerRule' ? `container ${rule.conditionText}` : null;
        readRules(rule.cssRules, condition ? (media ? `${media} and ${condition}` : condition) : media, parent);
      }
    }
  };
  const readSheet = (sheet, media) => {
    if (!sheet || sheet.disabled) return;
    const own = sheet.media && sheet.media.mediaText ? sheet.media.mediaText : null;
    try { readRules(sheet.cssRules, own ? (media ? `${media} and ${own}` : own) : media, null); } catch { unreadable++; }
  };
  const roots = [document, ...elements.filter(element => element.shadowRoot).map(element => element.shadowRoot)];
  for (const root of roots) for (const sheet of [...root.styleSheets, ...(root.adoptedStyleSheets || [])]) readSheet(sheet, null);
  const mayGenerate = unreadable > 0 || styleRules.some(([, text]) => /(^|[\s;])content\s*:/.test(text));

  const pageWidth = Math.max(document.documentElement.scrollWidth, innerWidth);
  const isOutOfSight = (element, style, box) => {
    if (style.opacity === '0') return true;
    const taken = style.position === 'absolute' || style.position === 'fixed';
    if (taken && /^rect\((0px|1px|auto),? (0px|1px|auto),? (0px|1px|auto),? (0px|1px|auto)\)$/.test(style.clip) && style.clip !== 'rect(auto, auto, auto, auto)') return true;
    if (/^inset\((50|100)%/.test(style.clipPath) || style.clipPath === 'circle(0px)') return true;
    if (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1) && !['img', 'svg', 'input', 'canvas', 'br', 'hr'].includes(element.localName)) return true;
    if (taken && (box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left + scrollX >= pageWidth + 200)) return true;
    return parseFloat(style.textIndent) <= -500 || style.fontSize === '0px';
  };

  const boxes = [];
  const generated = [];
  for (let n = 0; n < elements.length; n++) {
    const element = elements[n];
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    let shown = element.checkVisibility({ visibilityProperty: true });
    if (!shown && style.display === 'contents' && style.visibility === 'visible') {
      const around = element.parentElement || (element.getRootNode().host || null);
      shown = !around || numbers.has(around) && (boxes[numbers.get(around)] || [])[4] === 1;
    }
    boxes.push([round(box.x + scrollX), round(box.y + scrollY), round(box.width), round(box.height), shown ? 1 : 0, shown && isOutOfSight(element, style, box) ? 1 : 0,
      round(parseFloat(style.fontSize) || 0), parseInt(style.fontWeight, 10) || 400]);
    if (mayGenerate && shown) {
      for (const part of ['::before', '::after']) {
        const content = getComputedStyle(element, part).content;
        const text = (content.match(/"((?:[^"\\]|\\.)*)"/g) || []).map(value => value.slice(1, -1)).join('');
        if (text && generated.length < 2000) generated.push([n, text.slice(0, 200)]);
      }
    }
  }

  // The tracks are known with the metadata; a medium of another origin does not show them.
  const hasSound = element => {
    if (element.webkitAudioDecodedByteCount > 0) return true;
    if (element.currentTime > 0.2) return false;
    try { return element.readyState >= 1 ? element.captureStream().getAudioTracks().length > 0 : null; } catch { return null; }
  };
  // A track may be silent: what plays is listened to for a moment.
  const heard = new Map();
  const playing = elements.filter(element => (element.localName === 'audio' || element.localName === 'video') && !element.paused && !element.muted && hasSound(element)).slice(0, 4);
  if (playing.length > 0) {
    try {
      const context = new AudioContext();
      const listeners = playing.map(element => {
        const analyser = context.createAnalyser();
        context.createMediaStreamSource(element.captureStream()).connect(analyser);
        return [element, analyser];
      });
      const samples = new Float32Array(2048);
      for (let i = 0; i < 10 && heard.size < playing.length; i++) {
        await new Promise(resolve => setTimeout(resolve, 60));
        for (const [element, analyser] of listeners) { analyser.getFloatTimeDomainData(samples); if (samples.some(sample => Math.abs(sample) > 0.0005)) heard.set(element, true); }
      }
      if (context.state === 'running') for (const element of playing) if (!heard.has(element)) heard.set(element, false);
      await context.close();
    } catch { /* of another origin, or no sound system */ }
  }
  // The part of a medium that its address asks for.
  // What of a recording is played: a fragment of its address (Media Fragments URI 1.0, section 4.2.1) begins or ends it elsewhere.
  const seconds = time => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const lengthOf = element => {
    const part = /#(?:.*&)?t=(?:npt:)?([^,&]*)(?:,([^&]*))?/.exec(element.currentSrc || '');
    const end = part && part[2] ? Math.min(seconds(part[2]), Number.isFinite(element.duration) ? element.duration : Infinity) : element.duration;
    const length = end - (part && part[1] ? seconds(part[1]) : 0);
    return Number.isFinite(length) ? length : null;
  };
  const media = elements.filter(element => element.localName === 'audio' || element.localName === 'video').slice(0, 100).map(element => [
    numbers.get(element), lengthOf(element), !element.paused, element.muted || element.volume === 0, heard.has(element) ? heard.get(element) : hasSound(element)
  ]);

  // Links that nothing but a colour sets apart from the text around them at rest; with whether even the colour is the same.
  const isMarked = style => style.textDecorationLine !== 'none' || style.backgroundImage !== 'none' || style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.boxShadow !== 'none' || style.textShadow !== 'none'
    || style.filter !== 'none' || style.verticalAlign !== 'baseline' || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    || ['Top', 'Right', 'Bottom', 'Left'].some(side => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0);
  const lettering = style => ['fontWeight', 'fontStyle', 'fontSize', 'fontFamily', 'fontVariantCaps', 'textTransform', 'letterSpacing', 'wordSpacing', 'opacity'].map(name => style[name]).join('|');
  const plainness = link => {
    let around = link.parentElement;
    for (; around && around.textContent.trim() === link.textContent.trim(); around = around.parentElement) if (isMarked(getComputedStyle(around))) return null;
    if (!around) return null;
    for (let outer = around; outer; outer = outer.parentElement) if (getComputedStyle(outer).textDecorationLine !== 'none') return null;
    const parts = [link, ...link.querySelectorAll('*')];
    if (parts.length > 12) return null;
    const text = getComputedStyle(around);
    for (const part of parts) {
      const style = getComputedStyle(part);
      if (['img', 'svg', 'picture', 'canvas', 'video', 'object', 'iframe', 'input', 'button'].includes(part.localName) || !['inline', 'contents'].includes(style.display) || isMarked(style) || lettering(style) !== lettering(text)) return null;
      for (const drawn of ['::before', '::after']) if (!['none', 'normal'].includes(getComputedStyle(part, drawn).content)) return null;
    }
    return parts.every(part => getComputedStyle(part).color === text.color) ? 1 : 0;
  };
  const coloured = elements.filter(element => element.localName === 'a' && element.hasAttribute('href') && element.textContent.trim() && element.checkVisibility({ visibilityProperty: true })).slice(0, mostNodes)
    .map(link => [numbers.get(link), plainness(link)]).filter(([, same]) => same !== null);

  // The words in an empty field, which axe does not measure. What lies behind them is told by plain colours alone, or not at all.
  const channels = colour => { const parts = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour); return parts && [...parts.slice(1, 4).map(Number), parts[4] === undefined ? 1 : Number(parts[4])]; };
  const over = (top, below) => [0, 1, 2].map(at => top[at] * top[3] + below[at] * (1 - top[3]));
  const luminance = rgb => { const [red, green, blue] = rgb.map(part => part / 255).map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4); return 0.2126 * red + 0.7152 * green + 0.0722 * blue; };
  const backgroundOf = element => {
    const layers = [];
    for (let around = element; around; around = around.parentElement || (around.getRootNode().host || null)) {
      const style = getComputedStyle(around);
      const colour = channels(style.backgroundColor);
      if (!colour || style.backgroundImage !== 'none' || style.opacity !== '1' || style.filter !== 'none' || style.mixBlendMode !== 'normal') return null;
      layers.push(colour);
      if (colour[3] === 1) return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255]);
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const hexadecimal = rgb => '#' + rgb.map(part => Math.round(part).toString(16).padStart(2, '0')).join('');
  const faintPlaceholders = [];
  for (const field of elements) {
    if ((field.localName !== 'input' && field.localName !== 'textarea') || !field.matches(':placeholder-shown') || !field.placeholder.trim() || field.matches(':disabled, [aria-disabled=true]') || !(boxes[numbers.get(field)] || [])[4] || boxes[numbers.get(field)][5]) continue;
    const style = getComputedStyle(field, '::placeholder');
    const colour = channels(style.color);
    const behind = backgroundOf(field);
    if (!colour || !behind || style.visibility !== 'visible' || style.display === 'none') continue;
    colour[3] *= Number(style.opacity);
    // One that shows through is a label that floats, or comes with the focus.
    if (colour[3] < 0.1 || style.backgroundColor !== 'rgba(0, 0, 0, 0)') continue;
    const drawnColour = over(colour, behind);
    const lights = [luminance(drawnColour), luminance(behind)].sort((one, other) => other - one);
    const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
    if (ratio < 4.5 && ratio > 1.05 && faintPlaceholders.length < mostNodes)
      faintPlaceholders.push({ element: numbers.get(field), colour: hexadecimal(drawnColour), behind: hexadecimal(behind), ratio: Math.floor(ratio * 100) / 100, fontSize: parseFloat(style.fontSize) || 0, isBold: (parseInt(style.fontWeight, 10) || 400) >= 700 });
  }

  for (const rule of axeResult.rules) for (const list of [rule.violations, rule.incomplete]) for (const node of list)
    node.element = node.element && numbers.has(node.element) ? numbers.get(node.element) : null;

  for (const [animation, time] of resumed) try { animation.currentTime = time; animation.play(); } catch { /* gone meanwhile */ }
  const faint = new Map();
  for (const rule of axeResult.rules) if (rule.rule === 'color-contrast') for (const node of rule.violations)
    if (node.element !== null && faint.size < mostNodes) faint.set(node.element, drawn.has(elements[node.element]) ? drawn.get(elements[node.element]) : drawing(elements[node.element]));
  // A text that is to appear gradually when the reader comes to it is not read as it stands before.
  const isToAppear = element => {
    for (let around = element; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.opacity < 1 && (style.animationName !== 'none' || style.transitionProperty.split(',').some((name, at) => /^\s*(all|opacity)\s*$/.test(name) && parseFloat(style.transitionDuration.split(',')[at] || style.transitionDuration) > 0))) return true;
    }
    return false;
  };
  const changing = [...faint.keys()].filter(number => faint.get(number) === '' || isToAppear(elements[number]));
  Object.defineProperty(window, Symbol.for('audit.numbers'), { value: { numbers, elements, faint, drawing }, configurable: true });
  return JSON.stringify({
    html: (document.doctype ? new XMLSerializer().serializeToString(document.doctype) + '\n' : '') + copied.outerHTML,
    boxes, styleRules, unreadable, generated, media, axe: axeResult, leftOut, changing, coloured, faintPlaceholders,
    height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)
  });
}
