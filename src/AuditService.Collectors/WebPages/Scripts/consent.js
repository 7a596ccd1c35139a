// Describes what may be a consent banner: layers that speak of cookies and hold something to press. Judging them is left to the caller.
({ mark, known, isFrame, links }) => {
  const topic = /cookie|traceur|tracker|consent|vie priv|donn[ée]es personnelles|confidentialit|privacy|rgpd|gdpr/i;
  const named = /cookie|consent|rgpd|gdpr|\bcmp\b|privacy|traceur|bandeau/i;
  const all = [];
  const walk = root => { for (const element of root.querySelectorAll('*')) { if (all.length >= 25000) return; all.push(element); if (element.shadowRoot) walk(element.shadowRoot); } };
  walk(document);
  const up = node => node.parentElement || (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const holds = (container, node) => { for (let at = node; at; at = up(at)) if (at === container) return true; return false; };
  const styleOf = element => getComputedStyle(element);
  const isSeen = element => {
    if (!element.isConnected || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width >= 2 && box.height >= 2;
  };
  const textOf = (element, most) => {
    let text = '';
    const add = node => {
      if (text.length > most) return;
      if (node.nodeType === 3) { text += node.data; return; }
      if (node.nodeType !== 1 && node.nodeType !== 11) return;
      if (node.nodeType === 1 && /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|IFRAME)$/.test(node.tagName)) return;
      if (node.nodeType === 1 && !node.checkVisibility({ visibilityProperty: true })) return;
      const before = text.length;
      for (const child of (node.shadowRoot || node).childNodes) add(child);
      if (node.tagName === 'SLOT') for (const child of node.assignedNodes()) add(child);
      if (text.length > before && node.nodeType === 1 && !/^(inline|contents)/.test(styleOf(node).display)) text += ' ';
    };
    add(element);
    return text.replace(/\s+/g, ' ').trim().slice(0, most);
  };
  const clickable = 'button, a, input[type=button], input[type=submit], [role=button], [role=link], [onclick], summary, [tabindex="0"]';
  const labelOf = element => (textOf(element, 160) || element.getAttribute('aria-label') || element.getAttribute('title') || element.value || (element.querySelector('img[alt]') || { alt: '' }).alt || '').trim().slice(0, 160);
  const pressable = all.filter(element => element.matches(clickable) && isSeen(element));

  const colour = text => { const parts = (text.match(/[\d.]+/g) || []).map(Number); return parts.length >= 3 ? [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1] : [0, 0, 0, 0]; };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const behind = element => { const layers = []; for (let at = element; at; at = up(at)) { const back = colour(styleOf(at).backgroundColor); if (back[3] > 0) layers.push(back); if (back[3] >= 1) break; } return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]); };
  const light = ([r, g, b]) => { const part = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return Math.round((x + 0.05) / (y + 0.05) * 100) / 100; };
  const selectorOf = element => {
    if (element.id && /^[\w-]+$/.test(element.id)) return '#' + element.id;
    const name = [...element.classList].find(each => /^[\w-]+$/.test(each));
    return element.localName + (name ? '.' + name : '');
  };

  const numbered = element => { if (!mark) return 0; if (!element.hasAttribute('data-audit-consent')) { window.auditConsentNumber = (window.auditConsentNumber || 0) + 1; element.setAttribute('data-audit-consent', window.auditConsentNumber); } return Number(element.getAttribute('data-audit-consent')); };
  const buttonOf = (element, container) => {
    const style = styleOf(element);
    const box = element.getBoundingClientRect();
    const back = behind(element);
    const around = behind(up(element) || container);
    const border = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== 'none' && colour(style.borderTopColor)[3] > 0;
    const outer = container.getBoundingClientRect();
    return {
      number: numbered(element), label: labelOf(element), selector: selectorOf(element), width: Math.round(box.width), height: Math.round(box.height), fontSize: parseFloat(style.fontSize) || 0,
      contrast: contrast(over(colour(style.color), back), back), background: contrast(back, around), isFramed: border || contrast(back, around) > 1.1,
      isInside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.bottom <= Math.max(innerHeight, outer.bottom) + 2
    };
  };

  if (links)
    return pressable.map(element => ({ element, label: labelOf(element), hint: `${element.id} ${typeof element.className === 'string' ? element.className : ''} ${element.getAttribute('onclick') || ''} ${element.getAttribute('href') || ''} ${element.getAttribute('title') || ''} ${element.getAttribute('aria-label') || ''}`.slice(0, 300) }))
      .filter(each => topic.test(each.label + each.hint)).slice(0, 60).map(each => ({ number: numbered(each.element), label: each.label, hint: each.hint, selector: selectorOf(each.element) }));

  const isFixed = element => /^(fixed|sticky)$/.test(styleOf(element).position);
  const asks = element => [...element.querySelectorAll('input, textarea')].some(field => /^(text|email|tel|password|textarea|date|number)$/.test(field.type) && isSeen(field));
  const candidates = new Map();
  const add = (element, kind, cmp) => { if (element && !candidates.has(element)) candidates.set(element, { kind, cmp: cmp || null }); };
  for (const [cmp, selector] of known)
    for (const element of all) { try { if (element.matches(selector)) add(element, 'known', cmp); } catch { break; } }
  for (const element of all) {
    if (element === document.body || element === document.documentElement) continue;
    const role = element.getAttribute('role');
    if ((element.localName === 'dialog' && element.open) || /^(dialog|alertdialog)$/.test(role || '') || element.getAttribute('aria-modal') === 'true') add(element, 'dialog');
    else if (isFixed(element)) add(element, 'fixed');
    else if (named.test(element.id + ' ' + (typeof element.className === 'string' ? element.className : '') + ' ' + (element.getAttribute('aria-label') || ''))) add(element, 'block');
  }
  // Neither fixed nor named: the nearest thing around a button that speaks of cookies.
  for (const element of pressable.slice(0, 300)) {
    if (!/accept|autoris|refus|rejet|reject|allow|agree|deny|decline|compris|got it|d.accord|\bok\b/i.test(labelOf(element))) continue;
    for (let around = up(element), step = 0; around && around !== document.body && step < 6; around = up(around), step++) {
      const text = textOf(around, 4001);
      if (text.length > 4000) break;
      if (/cookie|traceur|tracker/i.test(text) && text.length >= 25) { add(around, 'block'); break; }
    }
  }
  if (isFrame && document.body) add(document.body, 'frame');

  const page = { width: innerWidth, height: innerHeight };
  const isLocked = [document.documentElement, document.body].some(element => element && /hidden|clip/.test(styleOf(element).overflowY)) || (document.body && styleOf(document.body).position === 'fixed');
  const layers = [];
  for (const [element, { kind, cmp }] of candidates) {
    if (layers.length >= 16) break;
    const text = textOf(element, 6000);
    if (!topic.test(text) && kind !== 'known') continue;
    let buttons = pressable.filter(each => each !== element && holds(element, each));
    // Some are drawn on anything that a script listens to.
    if (buttons.length < 40) {
      const drawn = all.filter(each => !each.matches(clickable) && each !== element && holds(element, each) && each.childElementCount === 0 && isSeen(each) && styleOf(each).cursor === 'pointer' && !buttons.some(known => holds(known, each)) && each.localName !== 'label' && !each.closest('label'));
      buttons = buttons.concat(drawn.slice(0, 20));
    }
    if (buttons.length === 0 || (kind !== 'known' && asks(element))) continue;
    if (kind !== 'known' && kind !== 'frame' && !isSeen(element) && !buttons.some(isSeen)) continue;
    const box = element.getBoundingClientRect();
    let covered = 0, tried = 0;
    for (let x = 1; x <= 5; x++) for (let y = 1; y <= 5; y++) {
      const hit = document.elementFromPoint(page.width * x / 6, page.height * y / 6);
      tried++;
      let isOver = hit && holds(element, hit);
      for (let at = hit; at && !isOver; at = up(at)) { const shape = isFixed(at) && at.getBoundingClientRect(); isOver = !!shape && shape.width * shape.height > page.width * page.height * 0.6; }
      if (isOver) covered++;
    }
    const boxes = all.filter(each => (each.matches('input[type=checkbox], input[type=radio], [role=switch], [role=checkbox], [role=radio]')) && holds(element, each)).slice(0, 60).map(each => {
      const label = each.labels && each.labels[0] ? textOf(each.labels[0], 120) || each.labels[0].textContent.replace(/\s+/g, ' ').trim().slice(0, 120) : each.getAttribute('aria-label') || (each.getAttribute('aria-labelledby') && document.getElementById(each.getAttribute('aria-labelledby').split(' ')[0]) || { textContent: '' }).textContent;
      let near = label;
      for (let around = up(each), step = 0; !near && around && around !== element && step < 3; around = up(around), step++) near = textOf(around, 120);
      const isRadio = each.type === 'radio' || each.getAttribute('role') === 'radio';
      // What is chosen stands beside the button, what it is chosen for above its group.
      const group = isRadio && each.closest('fieldset, [role=radiogroup], [role=group]');
      const of = group && holds(element, group) ? group.localName === 'fieldset' && group.querySelector('legend') ? textOf(group.querySelector('legend'), 80) : group.getAttribute('aria-label') || (group.getAttribute('aria-labelledby') && document.getElementById(group.getAttribute('aria-labelledby').split(' ')[0]) || { textContent: '' }).textContent : '';
      return { number: numbered(each), group: (of || '').replace(/\s+/g, ' ').trim().slice(0, 80), label: (near || each.name || each.id || '').trim().slice(0, 120), selector: selectorOf(each), isChecked: each.checked === true || each.getAttribute('aria-checked') === 'true', isDisabled: each.disabled === true || each.getAttribute('aria-disabled') === 'true', isSeen: isSeen(each) || !!(each.labels && each.labels[0] && isSeen(each.labels[0])), isRadio };
    });
    layers.push({
      kind, cmp, selector: selectorOf(element), text, isModal: element.getAttribute('aria-modal') === 'true' || kind === 'dialog', isLocked, covered: covered / tried, width: Math.round(box.width), height: Math.round(box.height),
      buttons: buttons.slice(0, 60).map(each => buttonOf(each, element)), boxes
    });
  }
  return layers;
}
