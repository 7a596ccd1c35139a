// Sends forms as they stand or filled in wrongly, and tells what each of them then says. Nothing leaves the page: the visit holds it.
async ({ step, form: index, wrong }) => {
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

  const form = document.forms[index];
  const sender = form && senderOf(form);
  if (!form || !sender) return null;
  const before = new Map();
  for (const element of document.body.querySelectorAll('*')) { const text = ownText(element); if (text && isSeen(element)) before.set(element, text); }
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
  const isLive = element => { const live = element.closest('[role=alert], [aria-live=assertive], [role=alertdialog]'); return live !== null; };
  const messages = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = ownText(element);
    if (text && isSeen(element) && before.get(element) !== text && messages.length < 40 && !['script', 'style', 'option'].includes(element.localName)) {
      const around = element.closest('fieldset, p, li, td, div, label');
      const near = around && around !== form ? fieldsOf(form).filter(field => around.contains(field) || (around.parentElement !== form && around.parentElement && around.parentElement.contains(field))) : [];
      const next = [element.previousElementSibling, element.nextElementSibling].filter(Boolean).flatMap(sibling => fieldsOf(form).filter(field => sibling === field || sibling.contains(field)));
      messages.push([numberOf(element), text.slice(0, 300), isLive(element), [...new Set([...near.length <= 2 ? near : [], ...next])].map(numberOf).filter(number => number !== null), element.id || '']);
    }
  }
  const ids = new Set(messages.map(message => message[4]).filter(Boolean));
  const fields = fieldsOf(form).filter(isSeen).map(field => {
    const described = (field.getAttribute('aria-describedby') || field.getAttribute('aria-errormessage') || '').split(/\s+/).filter(Boolean);
    const told = described.some(id => { const target = document.getElementById(id); return target && target.textContent.trim() && (ids.has(id) || messages.some(message => target.textContent.includes(message[1].slice(0, 80)))); });
    const labelled = [...(field.labels || [])].some(label => messages.some(message => label.textContent.includes(message[1].slice(0, 80))));
    return [numberOf(field), field.getAttribute('aria-invalid') === 'true', field.required || field.getAttribute('aria-required') === 'true', described.length > 0 && described.every(id => !document.getElementById(id)), told || labelled, [...(field.labels || [])].map(label => label.textContent.trim()).join(' ').slice(0, 120)];
  }).filter(([number]) => number !== null);
  const result = { form: numberOf(form), isNative, messages: messages.map(([number, text, live, near]) => [number, text, live, near]), fields };
  form.reset();
  return result;
}
