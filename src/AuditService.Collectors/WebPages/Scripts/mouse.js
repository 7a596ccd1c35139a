// Tries what answers the mouse: Enter and Space where it takes the focus, then a click; and chooses in lists. Nothing leaves the page: the visit holds it.
async ({ step, numbers, place }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return null;
  const isSeen = element => element.isConnected && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && (box => box.width > 2 && box.height > 2)(element.getBoundingClientRect());
  const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

  if (step === 'lists') {
    known.lists = [...document.querySelectorAll('select')].filter(list => isSeen(list) && !list.disabled && !list.multiple && known.numbers.has(list) && !list.closest('dialog:not([open])')).slice(0, 4);
    return known.lists.length;
  }
  if (step === 'choose') {
    const list = known.lists[place];
    const present = list.selectedIndex;
    const other = list.isConnected ? [...list.options].findIndex((option, index) => index !== present && !option.disabled && option.value !== '') : -1;
    if (other < 0) return null;
    list.focus({ preventScroll: true });
    list.selectedIndex = other;
    for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
    await wait(200);
    list.selectedIndex = present;
    return known.numbers.get(list);
  }

  // What a button shows and hides: what it says it controls, or what follows it.
  const isShown = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().height > 1;
  const controlledBy = button => {
    const around = button.parentElement && button.parentElement.matches('h1, h2, h3, h4, h5, h6, p, [role=heading]') && button.parentElement.children.length === 1 ? button.parentElement : button;
    return (button.getAttribute('aria-controls') || '').split(/\s+/).map(id => id && document.getElementById(id)).find(Boolean) || around.nextElementSibling;
  };
  if (step === 'disclosures') {
    known.disclosures = [...document.querySelectorAll('button[aria-expanded=false], [role=button][aria-expanded=false]')].filter(button => isSeen(button) && !button.disabled && known.numbers.has(button) && !button.closest('form')
      && (target => target && target.textContent.trim() && !isShown(target) && !button.contains(target))(controlledBy(button))).slice(0, 6);
    return known.disclosures.length;
  }
  if (step === 'open') {
    const button = known.disclosures[place];
    const target = button && button.isConnected && button.getAttribute('aria-expanded') === 'false' ? controlledBy(button) : null;
    if (!target || isShown(target)) return null;
    button.click();
    // Some frameworks tell the state at the end of a transition.
    await wait(700);
    const isStale = button.isConnected && isSeen(button) && target.isConnected && isShown(target) && button.getAttribute('aria-expanded') === 'false';
    button.click();
    await wait(400);
    return isStale && !isShown(target) && button.getAttribute('aria-expanded') === 'false' ? known.numbers.get(button) : null;
  }

  const native = 'a[href], button, input, select, textarea, summary, option, label, area, audio, video, iframe, object, embed, [contenteditable], [draggable=true]';
  // Parts of components through which arrows lead.
  const parts = '[role=tab], [role=option], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], [role=treeitem], [role=radio], [role=gridcell], [role=row], [role=slider], [role=separator], [tabindex="-1"], [aria-activedescendant] *, [aria-hidden=true], [aria-hidden=true] *';
  // Those that open something are not pressed with the other buttons (forms.js).
  const opening = '[aria-haspopup], [aria-expanded], [aria-controls], [popovertarget], [commandfor]';
  const regretted = /supprim|effac|delete|remove|r[ée]initialis|reset|d[ée]connex|d[ée]connect|sign ?out|log ?out|quitter|imprim|print|pay|command(er|e)\b|acheter|buy|order|plein [ée]cran|full ?screen|t[ée]l[ée]charg|download/i;
  if (step === 'list') {
    const hasHand = element => getComputedStyle(element).cursor === 'pointer' && !(element.parentElement && getComputedStyle(element.parentElement).cursor === 'pointer');
    const heard = new Set(numbers.map(number => known.elements[number]));
    known.mouse = known.elements.filter(element => element.isConnected && document.body.contains(element) && element !== document.body && (heard.has(element) || hasHand(element)) && isSeen(element)
      && !element.matches(parts) && !(element.matches('[role=button]') && element.tabIndex >= 0 && !element.closest('form') && !element.matches(opening)) && !element.closest(native) && !element.querySelector(native + ', [tabindex]')
      && !(element.parentElement && element.parentElement.closest('[tabindex]:not([tabindex="-1"])'))
      && (element.textContent.trim() || element.matches('img, svg, [aria-label], [title]') || element.querySelector('img, svg')) && element.textContent.trim().length <= 120
      && !regretted.test(`${element.textContent} ${element.getAttribute('aria-label') || ''} ${element.title || ''}`)).slice(0, 6);
    return known.mouse.length;
  }

  const states = ['aria-expanded', 'aria-pressed', 'aria-checked', 'aria-selected', 'aria-current'];
  const ownText = element => [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join(' ');
  const portrait = () => [...document.body.querySelectorAll('*')].filter(isSeen).map(element => [element.localName, ownText(element), element.currentSrc || '', ...states.map(name => element.getAttribute(name) || '')].join('|')).join('\n');
  const element = known.mouse[place];
  if (!element || !isSeen(element)) return null;
  const calm = portrait();
  await wait(150);
  // What changes by itself would be taken for an answer.
  if (portrait() !== calm) return null;
  const takesFocus = element.tabIndex >= 0;
  if (takesFocus) {
    element.focus({ preventScroll: true });
    await wait(60);
    const focused = portrait();
    for (const [key, code, keyCode] of [['Enter', 'Enter', 13], [' ', 'Space', 32]]) {
      const target = document.activeElement && document.activeElement !== document.body ? document.activeElement : element;
      for (const type of ['keydown', 'keypress', 'keyup']) target.dispatchEvent(new KeyboardEvent(type, { key, code, keyCode, which: keyCode, charCode: type === 'keypress' ? keyCode : 0, bubbles: true, cancelable: true, composed: true }));
      await wait(100);
      if (portrait() !== focused) return { number: known.numbers.get(element), takesFocus, isMouseOnly: false };
    }
  }
  const before = portrait();
  const box = element.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, composed: true, view: window, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, button: 0, detail: 1 };
  element.dispatchEvent(new PointerEvent('pointerdown', at));
  element.dispatchEvent(new MouseEvent('mousedown', at));
  element.dispatchEvent(new PointerEvent('pointerup', at));
  element.dispatchEvent(new MouseEvent('mouseup', at));
  element.dispatchEvent(new MouseEvent('click', at));
  await wait(200);
  return { number: known.numbers.get(element), takesFocus, isMouseOnly: portrait() !== before };
}
