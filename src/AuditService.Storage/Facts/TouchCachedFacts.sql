UPDATE cached_facts SET used_at = @UsedAt WHERE collector = @Collector AND version = @Version AND step = @Step AND input_hash = @InputHash
