UPDATE api_token SET revoked_at = @At WHERE person_id = @PersonId AND (@Id IS NULL OR id = @Id) AND revoked_at IS NULL
