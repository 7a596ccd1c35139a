SELECT facts AS Facts, used_at AS UsedAt FROM cached_facts WHERE collector = @Collector AND version = @Version AND step = @Step AND input_hash = @InputHash
