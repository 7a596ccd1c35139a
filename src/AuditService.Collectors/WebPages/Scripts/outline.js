// A frame around an element for its picture; without a number the frame goes.
({ number }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return false;
  if (known.frame) { known.frame.remove(); known.frame = null; }
  const element = number === null || number === undefined ? null : known.elements[number];
  if (!element || !element.isConnected) return false;
  const box = element.getBoundingClientRect();
  const frame = document.createElement('div');
  frame.style.cssText = `all:initial;position:absolute;box-sizing:border-box;left:${box.left + scrollX - 4}px;top:${box.top + scrollY - 4}px;width:${box.width + 8}px;height:${box.height + 8}px;border:3px solid #c2185b;outline:1px solid #fff;z-index:2147483647;pointer-events:none`;
  document.documentElement.append(frame);
  known.frame = frame;
  return true;
}
