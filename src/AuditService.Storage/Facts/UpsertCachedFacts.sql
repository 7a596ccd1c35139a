INSERT INTO cached_facts (collector, version, step, input_hash, facts, used_at)
VALUES (@Collector, @Version, @Step, @InputHash, @Facts, @UsedAt)
ON CONFLICT (collector, version, step, input_hash) DO UPDATE SET facts = excluded.facts, used_at = excluded.used_at
