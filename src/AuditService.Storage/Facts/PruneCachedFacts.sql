DELETE FROM cached_facts
WHERE (collector, version, step, input_hash) IN (
    SELECT collector, version, step, input_hash
    FROM cached_facts
    WHERE used_at < @Horizon OR used_at <= (SELECT used_at FROM cached_facts ORDER BY used_at DESC LIMIT 1 OFFSET @Entries)
    ORDER BY used_at
    LIMIT @AtOnce)
