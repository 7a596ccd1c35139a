// Where the pointer may make something appear, what appears, and whether it is still there.
({ step, index, numbers }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return null;
  const isSeen = element => element.isConnected && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && (box => box.width > 2 && box.height > 2)(element.getBoundingClientRect());
  const hasText = element => element.textContent.trim().length > 0;
  if (step === 'list') {
    const triggers = new Set(numbers.map(number => known.elements[number]).filter(element => element && element.localName !== 'body' && element.localName !== 'html'));
    const walk = rules => {
      for (const rule of rules) {
        if (rule.selectorText && rule.selectorText.includes(':hover') && rule.style && ['display', 'visibility', 'opacity', 'clip', 'height', 'maxHeight', 'transform', 'left', 'top'].some(name => rule.style[name])) {
          for (const part of rule.selectorText.split(',')) {
            const match = /^(.*):hover(?![\w-])[^\s>+~]*[\s>+~]+\S/.exec(part.trim());
            if (!match) continue;
            try { document.querySelectorAll(match[1] || '*').forEach(element => triggers.size < 200 && triggers.add(element)); } catch { /* a selector of its own kind */ }
          }
        }
        if (rule.cssRules && rule.cssRules.length) walk(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) try { walk(sheet.cssRules); } catch { /* of another origin */ }
    known.pointer = { triggers: [...triggers].filter(isSeen).filter(element => { const box = element.getBoundingClientRect(); return box.width < innerWidth * 0.9 || box.height < innerHeight * 0.5; }).slice(0, 6), before: new Set(), appeared: [] };
    return known.pointer.triggers.length;
  }
  const state = known.pointer;
  if (step === 'aim') {
    const trigger = state.triggers[index];
    // What appears on focus too must not be there before the pointer comes.
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    trigger.scrollIntoView({ block: 'center', behavior: 'instant' });
    state.before = new Set([...document.body.querySelectorAll('*')].filter(isSeen));
    const box = trigger.getBoundingClientRect();
    const own = [...trigger.children].map(child => child.getBoundingClientRect()).filter(child => child.width > 2 && child.height > 2)[0];
    const at = own && own.height < box.height ? own : box;
    return { x: at.left + Math.min(at.width, innerWidth - at.left) / 2, y: at.top + at.height / 2, number: known.numbers.has(trigger) ? known.numbers.get(trigger) : null };
  }
  if (step === 'look') {
    const all = [...document.body.querySelectorAll('*')].filter(element => !state.before.has(element) && isSeen(element) && hasText(element));
    state.appeared = all.filter(element => !all.some(other => other !== element && other.contains(element))).slice(0, 3);
    if (state.appeared.length === 0) return null;
    const content = state.appeared[0];
    const box = content.getBoundingClientRect();
    const covers = known.elements.some(element => state.before.has(element) && !content.contains(element) && !element.contains(content) && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
      && (other => Math.min(other.right, box.right) - Math.max(other.left, box.left) > 4 && Math.min(other.bottom, box.bottom) - Math.max(other.top, box.top) > 4)(element.getBoundingClientRect()));
    let around = content;
    while (around && !known.numbers.has(around)) around = around.parentElement;
    return { number: around ? known.numbers.get(around) : null, x: box.left + box.width / 2, y: box.top + Math.min(box.height, innerHeight - box.top) / 2, covers };
  }
  return state.appeared.length > 0 && state.appeared.some(isSeen);
}
