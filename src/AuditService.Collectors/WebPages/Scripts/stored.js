// What this page keeps on the device beside cookies: names, and values whose shape alone is kept of them.
async () => {
  const of = (kind, store) => {
    try {
      return Array.from({ length: Math.min(store().length, 200) }, (_, i) => store().key(i)).filter(key => typeof key === 'string').map(key => [kind, key.slice(0, 200), (store().getItem(key) || '').slice(0, 512)]);
    } catch { return []; }
  };
  let databases = [];
  try {
    databases = (await Promise.race([indexedDB.databases(), new Promise(resolve => setTimeout(resolve, 500, []))])).slice(0, 50).map(each => ['database', String(each.name).slice(0, 200), '']);
  } catch { /* none here */ }
  return [...of('local', () => localStorage), ...of('session', () => sessionStorage), ...databases];
}
