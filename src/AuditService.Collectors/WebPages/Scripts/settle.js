// Resolves once fonts are there and the document has stood still for a moment, or when the time is over. Tells which.
async ({ quiet, most }) => {
  const started = performance.now();
  await Promise.race([document.fonts ? document.fonts.ready : null, new Promise(resolve => setTimeout(resolve, most / 2))]);
  return await new Promise(resolve => {
    let timer;
    const finish = settled => { observer.disconnect(); clearTimeout(timer); clearTimeout(limit); resolve(settled); };
    const wait = () => { clearTimeout(timer); timer = setTimeout(() => finish(true), quiet); };
    const observer = new MutationObserver(wait);
    const limit = setTimeout(() => finish(false), Math.max(quiet, most - (performance.now() - started)));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    wait();
  });
}
