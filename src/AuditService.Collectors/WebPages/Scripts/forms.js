// Sends forms as they stand or filled in wrongly, presses buttons outside them, and tells what the page then says. Nothing leaves the page: the visit holds it.
async ({ step, form: index, wrong, button: place }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return null;
  const numberOf = element => { for (let around = element; around; around = around.parentElement) if (known.numbers.has(around)) return known.numbers.get(around); return null; };
  const isSeen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().height > 1;
  const ownText = element => [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join(' ').trim();
  const fieldsOf = form => [...form.elements].filter(field => ['input', 'select', 'textarea'].includes(field.localName) && !['hidden', 'submit', 'button', 'reset', 'image'].includes(field.type));
  const senderOf = form => [...form.elements].find(control => (control.type === 'submit' || control.type === 'image') && isSeen(control) && !control.disabled)
    || [...form.querySelectorAll('button, [role=button], input[type=button]')].find(control => isSeen(control) && !control.disabled);
  if (step === 'list')
    return [...document.forms].filter(form => isSeen(form) && fieldsOf(form).some(isSeen) && senderOf(form)).slice(0, 4).map(form => [...document.forms].indexOf(form));

  const textsNow = () => {
    const texts = new Map();
    for (const element of document.body.querySelectorAll('*')) { const text = ownText(element); if (text && isSeen(element)) texts.set(element, text); }
    return texts;
  };
  // 2 announced at once, 1 announced in its turn, 0 not announced.
  const liveOf = element => element.closest('[role=alert], [role=alertdialog], [aria-live=assertive]') ? 2 : element.closest('[role=status], [role=log], [role=progressbar], [role=timer], [role=marquee], [aria-live=polite], output, progress') ? 1 : 0;
  const isNews = (element, before) => { const text = ownText(element); return text && isSeen(element) && before.get(element) !== text && !['script', 'style', 'option'].includes(element.localName); };

  // Buttons that promise no new window, part or list, and whose name speaks of nothing that one would regret.
  if (step === 'buttons' || step === 'press') {
    const opens = 'a[href], [aria-haspopup], [aria-expanded], [aria-controls], [popovertarget], [commandfor]';
    const regretted = /supprim|effac|delete|remove|r[ée]initialis|reset|d[ée]connex|d[ée]connect|sign ?out|log ?out|quitter|fermer|close|imprim|print|pay|command(er|e)\b|acheter|buy|order|plein [ée]cran|full ?screen|play|lecture|t[ée]l[ée]charg|download/i;
    known.buttons = known.buttons || [...document.querySelectorAll('button, [role=button], input[type=button]')]
      .filter(button => !button.closest('form') && isSeen(button) && !button.disabled && button.getAttribute('aria-disabled') !== 'true' && !button.matches(opens) && known.numbers.has(button)
        && !regretted.test(`${button.textContent} ${button.value || ''} ${button.getAttribute('aria-label') || ''} ${button.title}`)).slice(0, 4);
    if (step === 'buttons') return known.buttons.length;
    const button = known.buttons[place];
    if (!button || !button.isConnected || !isSeen(button)) return null;
    const before = textsNow();
    // What was written beforehand and hidden, and follows the button: it opens that.
    const around = button.parentElement && button.parentElement.matches('h1, h2, h3, h4, h5, h6, p, [role=heading]') && button.parentElement.children.length === 1 ? button.parentElement : button;
    const hidden = around.nextElementSibling && around.nextElementSibling.textContent.trim() && !isSeen(around.nextElementSibling) && !liveOf(around.nextElementSibling) && !around.nextElementSibling.matches('dialog, [role=dialog], [role=alertdialog], [popover], script, style, template')
      ? around.nextElementSibling : null;
    const name = `${button.textContent}|${button.getAttribute('aria-label') || ''}|${button.title}`;
    button.focus({ preventScroll: true });
    const focused = document.activeElement;
    // What only plays the part of a button answers the keyboard by its script, if at all.
    const isDrawn = !['button', 'input'].includes(button.localName);
    const isSame = (one, other) => one.size === other.size && [...one].every(([element, text]) => other.get(element) === text);
    let answersKeys = false;
    if (isDrawn && button.tabIndex >= 0) {
      const calm = textsNow();
      for (const [key, code, keyCode] of [['Enter', 'Enter', 13], [' ', 'Space', 32]]) {
        for (const type of ['keydown', 'keypress', 'keyup']) button.dispatchEvent(new KeyboardEvent(type, { key, code, keyCode, which: keyCode, bubbles: true, cancelable: true, composed: true }));
        await new Promise(resolve => setTimeout(resolve, 80));
        if (!isSame(calm, textsNow())) { answersKeys = true; break; }
      }
    }
    const calm = textsNow();
    if (!answersKeys) button.click();
    await new Promise(resolve => setTimeout(resolve, 200));
    const isMouseOnly = isDrawn && !answersKeys && isSame(before, calm) && !isSame(calm, textsNow());
    const messages = [...document.body.querySelectorAll('*')].filter(element => isNews(element, before) && !element.closest('button, [role=button], a, label, dialog, [role=dialog], [popover]')).slice(0, 40)
      .map(element => [numberOf(element), ownText(element).slice(0, 300), liveOf(element), []]);
    const opensUntold = !!hidden && hidden.isConnected && isSeen(hidden) && button.isConnected && isSeen(button) && !button.matches(opens) && !button.matches('[aria-pressed], [aria-checked]') && name === `${button.textContent}|${button.getAttribute('aria-label') || ''}|${button.title}`;
    return { form: numberOf(button), isMouseOnly, opensUntold, isNative: false, movesFocus: document.activeElement !== focused, messages, fields: [] };
  }

  const form = document.forms[index];
  const sender = form && senderOf(form);
  if (!form || !sender) return null;
  const before = textsNow();
  const focused = document.activeElement;
  if (wrong) {
    const wrongs = { email: 'abc', url: 'abc', tel: 'abc', number: '', date: '', text: 'x', search: 'x', password: 'x' };
    for (const field of fieldsOf(form)) {
      if (field.localName !== 'input' || wrongs[field.type] === undefined || field.readOnly || field.disabled) continue;
      field.value = wrongs[field.type];
      for (const type of ['input', 'change', 'blur']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
  const isNative = !form.noValidate && !sender.formNoValidate && (sender.type === 'submit' || sender.type === 'image') && !form.checkValidity();
  sender.click();
  await new Promise(resolve => setTimeout(resolve, 160));
  const messages = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = ownText(element);
    if (messages.length < 40 && isNews(element, before)) {
      const around = element.closest('fieldset, p, li, td, div, label');
      const near = around && around !== form ? fieldsOf(form).filter(field => around.contains(field) || (around.parentElement !== form && around.parentElement && around.parentElement.contains(field))) : [];
      const next = [element.previousElementSibling, element.nextElementSibling].filter(Boolean).flatMap(sibling => fieldsOf(form).filter(field => sibling === field || sibling.contains(field)));
      messages.push([numberOf(element), text.slice(0, 300), liveOf(element), [...new Set([...near.length <= 2 ? near : [], ...next])].map(numberOf).filter(number => number !== null), element.id || '']);
    }
  }
  const ids = new Set(messages.map(message => message[4]).filter(Boolean));
  const fields = fieldsOf(form).filter(isSeen).map(field => {
    const described = (field.getAttribute('aria-describedby') || field.getAttribute('aria-errormessage') || '').split(/\s+/).filter(Boolean);
    const told = described.some(id => { const target = document.getElementById(id); return target && target.textContent.trim() && (ids.has(id) || messages.some(message => target.textContent.includes(message[1].slice(0, 80)))); });
    const labelled = [...(field.labels || [])].some(label => messages.some(message => label.textContent.includes(message[1].slice(0, 80))));
    return [numberOf(field), field.getAttribute('aria-invalid') === 'true', field.required || field.getAttribute('aria-required') === 'true', described.length > 0 && described.every(id => !document.getElementById(id)), told || labelled, [...(field.labels || [])].map(label => label.textContent.trim()).join(' ').slice(0, 120)];
  }).filter(([number]) => number !== null);
  const result = { form: numberOf(form), isNative, movesFocus: document.activeElement !== focused, messages: messages.map(([number, text, live, near]) => [number, text, live, near]), fields };
  form.reset();
  return result;
}
