UPDATE api_token SET last_used_at = @At WHERE id = @Id AND (last_used_at IS NULL OR last_used_at <= @Before)
